package io.hooklane.endtoend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Runs the product's own command, {@code ./hooklane}, as a person would. */
final class Launcher {

  /** What the default retry schedule is multiplied by: 5 s … 10 h become 1 ms … 7.2 s. */
  static final double TIME_SCALE = 0.0002;

  /** How long an endpoint may do nothing but fail; five days by default. */
  static final Duration FAILING_PERIOD = Duration.ofSeconds(10);

  /** More than any test but the one of it causes at an endpoint; fewer than open its breaker. */
  private static final int FAILURES = 30;

  /**
   * Processes that are killed and started again all the time spend more on compiling their code
   * well than they gain by it: it halves what a start takes.
   */
  private static final String SHORT_LIVED = "-XX:TieredStopAtLevel=1";

  private static final Duration LONGEST = Duration.ofMinutes(3);

  private final Path directory;
  private final int port;
  private final Map<String, String> environment;

  /**
   * @param directory where the product keeps its data
   * @param port of its front door
   * @param environment what the product is configured with besides
   */
  Launcher(Path directory, int port, Map<String, String> environment) {
    this.directory = directory;
    this.port = port;
    this.environment = environment;
  }

  /** One with an empty directory and a free port. */
  static Launcher fresh(Map<String, String> environment) {
    Path directory =
        Path.of(System.getProperty("hooklane.directory", "target/standalone")).toAbsolutePath();
    Launcher launcher = new Launcher(directory, freePort(), environment);
    if (Files.exists(directory)) {
      launcher.downIfUp();
      delete(directory);
    }
    return launcher;
  }

  /** Starts the product and returns when it says that it is ready. */
  void up() {
    run("up", "--detach", "--data", directory.toString(), "--port", Integer.toString(port));
  }

  /** Stops the product and returns when all of it has ended. */
  void down() {
    run("down", "--data", directory.toString());
  }

  /** Edits the keyset that secrets are sealed with, and gives what the command printed. */
  String masterKey(String command, String... options) {
    List<String> arguments = new ArrayList<>(List.of("master-key", command));
    arguments.addAll(List.of(options));
    arguments.addAll(List.of("--file", masterKeyFile().toString()));
    return run(arguments.toArray(String[]::new));
  }

  /** The keyset that secrets are sealed with. */
  Path masterKeyFile() {
    return directory.resolve("secrets").resolve("master.key.json");
  }

  /** All log files of the product and its services, one after the other. */
  String logs() {
    StringBuilder logs = new StringBuilder();
    try (Stream<Path> files = Files.walk(directory.resolve("logs"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        logs.append(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return logs.toString();
  }

  /** The file in which the running product tells its addresses. */
  Path standaloneFile() {
    return directory.resolve("standalone.json");
  }

  /**
   * Starts a service by itself, with nothing configured but Kafka, waits until it has ended, and
   * gives what it printed.
   */
  static String startOf(String service, Map<String, String> environment) {
    Path jar = root().resolve(service).resolve("target/quarkus-app/quarkus-run.jar");
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    ProcessBuilder builder =
        new ProcessBuilder(java.toString(), SHORT_LIVED, "-jar", jar.toString());
    builder.environment().putAll(environment);
    builder.environment().put("QUARKUS_HTTP_PORT", "0");
    try {
      Process process = builder.redirectErrorStream(true).start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() == 0) {
        throw new AssertionError(service + " ended as if all was well:\n" + said);
      }
      return said;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private void downIfUp() {
    if (Files.exists(standaloneFile())) {
      try {
        down();
      } catch (IllegalStateException e) {
        System.out.println("nothing to stop: " + e.getMessage());
      }
    }
  }

  private String run(String... arguments) {
    Path root = root();
    List<String> command = new ArrayList<>(List.of(root.resolve("hooklane").toString()));
    command.addAll(List.of(arguments));
    Path output = directory.resolveSibling("hooklane-" + arguments[0] + ".log");
    try {
      Files.createDirectories(output.getParent());
      ProcessBuilder builder = new ProcessBuilder(command).directory(root.toFile());
      builder.environment().put("HOOKLANE_SKIP_BUILD", "1");
      if (arguments[0].equals("up")) {
        builder.environment().put("JAVA_TOOL_OPTIONS", SHORT_LIVED);
      }
      builder.environment().put("HOOKLANE_RETRY_TIME_SCALE", Double.toString(TIME_SCALE));
      builder.environment().put("HOOKLANE_HEALTH_FAILING_PERIOD", FAILING_PERIOD.toString());
      builder.environment().put("HOOKLANE_HEALTH_FAILURES", Integer.toString(FAILURES));
      builder.environment().put("HOOKLANE_HEALTH_CHECK_INTERVAL", "PT1S");
      builder.environment().putAll(environment);
      Process process = builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
      process.getOutputStream().close();
      if (!process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)) {
        process.destroy();
        throw new IllegalStateException(
            command + " took longer than " + LONGEST + ":\n" + Files.readString(output));
      }
      if (process.exitValue() != 0) {
        throw new IllegalStateException(
            command + " ended with " + process.exitValue() + ":\n" + Files.readString(output));
      }
      return Files.readString(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static Path root() {
    for (Path path = Path.of("").toAbsolutePath(); path != null; path = path.getParent()) {
      if (Files.isExecutable(path.resolve("hooklane")) && Files.exists(path.resolve("mvnw"))) {
        return path;
      }
    }
    throw new IllegalStateException("No ./hooklane in this directory or above it");
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path directory) {
    try (Stream<Path> paths = Files.walk(directory)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
