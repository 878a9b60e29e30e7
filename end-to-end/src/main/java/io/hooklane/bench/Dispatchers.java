package io.hooklane.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** The product's own dispatcher, which its supervisor restarts, and a second one like it. */
final class Dispatchers implements AutoCloseable {

  private static final Duration READY_LIMIT = Duration.ofSeconds(60);
  private static final String NAME = "dispatcher";

  private final TestBed bed;
  private final List<String> command;
  private final List<String> environment;
  private final int port = freePort();
  private @Nullable Process second;

  /**
   * Of this product. Reads from the running process how it was started, which needs {@code /proc}.
   */
  Dispatchers(TestBed bed) {
    this.bed = bed;
    this.command = strings("cmdline");
    this.environment = strings("environ");
  }

  /** Starts the second one, or starts it again, and does not wait. */
  void startSecond() {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().clear();
    for (String variable : environment) {
      int equals = variable.indexOf('=');
      builder.environment().put(variable.substring(0, equals), variable.substring(equals + 1));
    }
    builder.environment().put("QUARKUS_HTTP_PORT", Integer.toString(port));
    builder
        .environment()
        .put("QUARKUS_LOG_FILE_PATH", bed.directory().resolve("dispatcher-2.log").toString());
    builder
        .redirectErrorStream(true)
        .redirectOutput(bed.directory().resolve("dispatcher-2.out").toFile());
    try {
      second = builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends the product's own at once, as {@code kill -9} does. */
  void killFirst() {
    ProcessHandle.of(firstPid()).ifPresent(ProcessHandle::destroyForcibly);
  }

  /** The same to the second one. */
  void killSecond() {
    Process running = second;
    if (running != null) {
      running.destroyForcibly();
    }
  }

  /** Waits until the first is another process than this one and ready. */
  void awaitFirst(long otherThan) {
    long deadline = System.nanoTime() + READY_LIMIT.toNanos();
    while (firstPid() == otherThan || !ready(bed.product().managementUrl(NAME))) {
      require(deadline);
    }
  }

  /** Waits until the second is ready. */
  void awaitSecond() {
    long deadline = System.nanoTime() + READY_LIMIT.toNanos();
    while (!ready(secondUrl())) {
      require(deadline);
    }
  }

  long firstPid() {
    return bed.product().processes().getOrDefault(NAME, -1L);
  }

  /** Attempts under way, as both say; those that do not answer say nothing. */
  double inFlight() {
    return gauge(bed.product().managementUrl(NAME)) + (second == null ? 0 : gauge(secondUrl()));
  }

  @Override
  public void close() {
    killSecond();
  }

  private URI secondUrl() {
    return URI.create("http://127.0.0.1:" + port);
  }

  private static double gauge(URI url) {
    try {
      return Metrics.sum(url, "hooklane_inflight");
    } catch (UncheckedIOException | BenchException e) {
      return 0;
    }
  }

  private static boolean ready(URI url) {
    try {
      return Http.to(url).get("/q/health/ready", Duration.ofSeconds(2)).length > 0;
    } catch (UncheckedIOException | BenchException e) {
      return false;
    }
  }

  private static void require(long deadline) {
    if (System.nanoTime() > deadline) {
      throw new BenchException("A dispatcher is not ready after " + READY_LIMIT);
    }
    LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
  }

  private List<String> strings(String file) {
    try {
      Path path = Path.of("/proc", Long.toString(firstPid()), file);
      return Arrays.stream(Files.readString(path, StandardCharsets.ISO_8859_1).split("\0"))
          .filter(one -> !one.isEmpty())
          .toList();
    } catch (IOException e) {
      throw new BenchException("A second dispatcher needs /proc, to be started as the first was");
    }
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
