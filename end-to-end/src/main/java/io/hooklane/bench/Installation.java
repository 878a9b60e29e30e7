package io.hooklane.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A product of the benchmark's own, on a directory and ports of its own. */
final class Installation implements AutoCloseable {

  private static final Duration START_LIMIT = Duration.ofMinutes(4);
  private static final Duration STOP_LIMIT = Duration.ofMinutes(2);

  private final Path directory;
  private final boolean keep;
  private final Process supervisor;

  private Installation(Path directory, boolean keep, Process supervisor) {
    this.directory = directory;
    this.keep = keep;
    this.supervisor = supervisor;
  }

  /**
   * Begins to start it.
   *
   * @param home the source tree
   * @param directory for its data
   * @param keep whether its data are to be left there
   */
  static Installation start(
      Path home, Path directory, boolean keep, Map<String, String> environment) {
    ProcessBuilder builder =
        new ProcessBuilder(
            home.resolve("hooklane").toString(), "up", "--data", directory.toString(), "--port=0");
    // It has a Kafka and a PostgreSQL of its own, whatever the user has.
    builder
        .environment()
        .keySet()
        .removeIf(name -> name.equals("HOOKLANE_KAFKA") || name.startsWith("HOOKLANE_POSTGRES"));
    builder.environment().put("HOOKLANE_SKIP_BUILD", "1");
    builder.environment().putAll(environment);
    builder.redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
    builder.redirectErrorStream(true).redirectOutput(output(directory).toFile());
    try {
      return new Installation(directory, keep, builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException("Could not start the product", e);
    }
  }

  /** Waits until it is ready. */
  void awaitReady() {
    long deadline = System.nanoTime() + START_LIMIT.toNanos();
    while (!Files.exists(standaloneFile())) {
      if (ends(Duration.ofMillis(20))) {
        throw new BenchException("The product did not start:\n" + read(output(directory)));
      }
      if (System.nanoTime() > deadline) {
        throw new BenchException("The product is not ready after " + START_LIMIT);
      }
    }
  }

  /** Its API with the key of the live environment. */
  Http api() {
    return Http.to(apiUrl()).withKey(key());
  }

  /** Its front door. */
  URI apiUrl() {
    return URI.create(standalone().path("apiUrl").asText());
  }

  /** The key of the live environment. */
  String key() {
    return standalone().path("liveKey").asText();
  }

  /** The key that opens no environment but may set them up. */
  String operatorKey() {
    return standalone().path("operatorKey").asText();
  }

  /** Its Kafka. */
  String bootstrap() {
    return standalone().path("kafkaBootstrap").asText();
  }

  /** Its PostgreSQL, for JDBC, with user and password. */
  String postgresUrl() {
    return standalone().path("postgresUrl").asText();
  }

  /** Its processes as they are now, by name. */
  Map<String, Long> processes() {
    Map<String, Long> processes = new LinkedHashMap<>();
    standalone()
        .path("processes")
        .properties()
        .forEach(one -> processes.put(one.getKey(), one.getValue().path("pid").asLong()));
    return processes;
  }

  /** Where a process answers for health and metrics. */
  URI managementUrl(String process) {
    return URI.create(standalone().path("processes").path(process).path("managementUrl").asText());
  }

  @Override
  public void close() {
    supervisor.destroy();
    if (!ends(STOP_LIMIT)) {
      supervisor.destroyForcibly();
    }
    if (keep) {
      System.err.println("Its data and logs are in " + directory);
    } else {
      delete(directory);
    }
  }

  private JsonNode standalone() {
    try {
      return Json.MAPPER.readTree(standaloneFile().toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path standaloneFile() {
    return directory.resolve("standalone.json");
  }

  private static Path output(Path directory) {
    return directory.resolve("up.out");
  }

  private boolean ends(Duration limit) {
    try {
      return supervisor.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchException("Interrupted");
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path directory) {
    try (Stream<Path> paths = Files.walk(directory)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      System.err.println("Could not delete all of " + directory + ": " + e.getMessage());
    }
  }
}
