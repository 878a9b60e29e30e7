package io.hooklane.servers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One Kafka broker and controller (KRaft, combined) as a child process on the loopback address. The
 * ports may be others at each start. Only one with temporary data ends with this JVM by itself.
 * What is appended to the log of another is on the disk a second later: there is no second copy.
 */
public final class KafkaServer implements Server {

  private static final Duration FORMAT_LIMIT = Duration.ofSeconds(60);
  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(30);
  private static final Duration POLL = Duration.ofMillis(50);
  private static final String STARTED = "Kafka Server started";

  private final KafkaFiles files;
  private final int port;
  private final int controllerPort;
  private final boolean temporary;
  private volatile @Nullable ChildProcess child;
  private LogFlush flush;

  /**
   * With data that stay.
   *
   * @param directory for the data; made when it is missing
   * @param logs the directory of its logs, which are bounded; made when it is missing
   */
  public KafkaServer(Path directory, Path logs, int port, int controllerPort) {
    this(
        new KafkaFiles(directory.toAbsolutePath(), logs.toAbsolutePath()),
        port,
        controllerPort,
        false);
  }

  private KafkaServer(KafkaFiles files, int port, int controllerPort, boolean temporary) {
    this.files = files;
    this.port = port;
    this.controllerPort = controllerPort;
    this.temporary = temporary;
    this.flush = new LogFlush(files.data());
  }

  /** On free ports, with data that {@link #close} deletes. */
  public static KafkaServer temporary() {
    Path directory = Directories.temporary("hooklane-kafka");
    return new KafkaServer(
        new KafkaFiles(directory, directory), Ports.anyFree(), Ports.anyFree(), true);
  }

  /** For clients' {@code bootstrap.servers}. */
  public String bootstrapServers() {
    return "127.0.0.1:" + port;
  }

  /** The process of the last start; empty before the first. */
  public Optional<ProcessHandle> process() {
    return Optional.ofNullable(child).map(ChildProcess::handle);
  }

  /** The newest of its logs. */
  public Path log() {
    return files.log();
  }

  @Override
  public synchronized void start() {
    if (child != null && child.isAlive()) {
      return;
    }
    requireFree(port);
    requireFree(controllerPort);
    Directories.create(files.directory());
    Directories.create(files.logs());
    boolean isNew = !Files.exists(files.data().resolve("meta.properties"));
    files.write(port, controllerPort);
    if (isNew) {
      ChildProcess.run(format(files), files.logs().resolve("kafka-format.out"), FORMAT_LIMIT);
    }
    child = ChildProcess.start(broker(), Map.of(), files.output());
    if (temporary) {
      child.endWithThisJvm();
    }
    awaitStarted(child, files.output());
    if (!temporary) {
      flush.close();
      flush = new LogFlush(files.data());
      flush.start();
    }
  }

  @Override
  public synchronized void stop() {
    if (child == null || !child.isAlive()) {
      return;
    }
    child.signal("TERM");
    if (!child.awaitExit(STOP_LIMIT)) {
      child.kill();
    }
  }

  @Override
  public synchronized void kill() {
    running().kill();
  }

  @Override
  public synchronized void pause() {
    running().signalFamily("STOP");
  }

  @Override
  public synchronized void resume() {
    running().signalFamily("CONT");
  }

  /** How many bytes of its log are known to be on the disk. */
  synchronized long bytesOnDisk() {
    return flush.bytesOnDisk();
  }

  @Override
  public void close() {
    stop();
    flush.close();
    if (temporary) {
      Directories.delete(files.directory());
    }
  }

  private ChildProcess running() {
    if (child == null) {
      throw new ServerException("Kafka was not started");
    }
    return child;
  }

  private static List<String> format(KafkaFiles files) {
    List<String> command = java(files, List.of("-Xmx256m", "-XX:TieredStopAtLevel=1"));
    command.add("kafka.tools.StorageTool");
    command.addAll(List.of("format", "--cluster-id", KafkaFiles.newClusterId()));
    command.addAll(List.of("--config", files.serverProperties().toString()));
    return command;
  }

  private List<String> broker() {
    List<String> flags = new ArrayList<>(List.of("-Xms128m", "-Xmx512m", "-XX:+UseSerialGC"));
    if (temporary) {
      // It will not live long enough to be worth more.
      flags.add("-XX:TieredStopAtLevel=1");
    }
    List<String> command = java(files, flags);
    command.add("kafka.Kafka");
    command.add(files.serverProperties().toString());
    return command;
  }

  private static List<String> java(KafkaFiles files, List<String> flags) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags);
    command.add("-Djava.util.logging.config.file=" + files.loggingProperties());
    command.add("-Djava.awt.headless=true");
    command.add("-cp");
    command.add(KafkaLibraries.directory() + "/*");
    return command;
  }

  private static void awaitStarted(ChildProcess child, Path output) {
    long deadline = System.nanoTime() + START_LIMIT.toNanos();
    while (child.isAlive() && System.nanoTime() < deadline) {
      if (hasStarted(output)) {
        return;
      }
      if (child.awaitExit(POLL)) {
        break;
      }
    }
    child.kill();
    throw new ServerException("Kafka did not start:\n" + child.tail());
  }

  private static boolean hasStarted(Path output) {
    try {
      return Files.readString(output, StandardCharsets.UTF_8).contains(STARTED);
    } catch (IOException e) {
      return false;
    }
  }

  private static void requireFree(int port) {
    if (!Ports.isFree(port)) {
      throw new ServerException("Port " + port + " for Kafka is used by another process");
    }
  }
}
