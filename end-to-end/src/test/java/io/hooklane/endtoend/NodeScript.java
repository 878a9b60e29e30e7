package io.hooklane.endtoend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The checks under {@code src/test/node}, with their packages installed under {@code target}. */
final class NodeScript {

  private static final Path SOURCE = Path.of("src/test/node");
  private static final Path TARGET = Path.of("target/node");
  private static final String LOCK = "package-lock.json";
  private static final Duration LONGEST = Duration.ofMinutes(2);

  /** Whether a missing Node is a failure and no reason to skip. */
  static boolean isRequired() {
    return "1".equals(System.getenv("HOOKLANE_REQUIRE_NODE"));
  }

  /** Whether Node is on this machine. */
  boolean isThere() {
    try {
      return run(Map.of(), "node", "--version").status() == 0;
    } catch (UncheckedIOException e) {
      return false;
    }
  }

  /** Installs what the lock file says, unless that was done before. */
  void installed() {
    try {
      Files.createDirectories(TARGET);
      Path installed = TARGET.resolve("installed-lock.json");
      if (!Files.exists(installed) || Files.mismatch(SOURCE.resolve(LOCK), installed) != -1) {
        copy("package.json");
        copy(LOCK);
        Ended ended =
            run(Map.of(), "npm", "ci", "--prefer-offline", "--no-audit", "--no-fund", "--silent");
        if (ended.status() != 0) {
          throw new IllegalStateException("npm ci failed:\n" + ended.output());
        }
        Files.copy(SOURCE.resolve(LOCK), installed, StandardCopyOption.REPLACE_EXISTING);
      }
      copy("sdk.mjs");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs all checks with the SDK of one generation. */
  Ended run(String generation, URI server, String key, String receiver) {
    return run(
        Map.of(
            "HOOKLANE_URL", server.toString(),
            "HOOKLANE_KEY", key,
            "HOOKLANE_RECEIVER", receiver),
        "node",
        "--test-reporter=spec",
        "sdk.mjs",
        generation);
  }

  private static void copy(String file) throws IOException {
    Files.copy(SOURCE.resolve(file), TARGET.resolve(file), StandardCopyOption.REPLACE_EXISTING);
  }

  private static Ended run(Map<String, String> environment, String... command) {
    try {
      Files.createDirectories(TARGET);
      Path output = Files.createTempFile(TARGET, "output", ".log");
      ProcessBuilder builder = new ProcessBuilder(command).directory(TARGET.toFile());
      builder.environment().putAll(environment);
      Process process = builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
      process.getOutputStream().close();
      boolean ended = process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS);
      if (!ended) {
        process.destroyForcibly();
      }
      String said = Files.readString(output);
      Files.delete(output);
      return ended
          ? new Ended(process.exitValue(), said)
          : new Ended(-1, List.of(command) + " took longer than " + LONGEST + ":\n" + said);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** What a command said, and its exit status. */
  record Ended(int status, String output) {}
}
