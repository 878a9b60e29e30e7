package io.hooklane.endtoend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Checks in another language: their sources, and a directory under {@code target} to run in. */
record Script(Path source, Path target) {

  private static final Duration LONGEST = Duration.ofMinutes(2);

  /** Those under {@code src/test/NAME}, run in {@code target/NAME}. */
  static Script of(String name) {
    return new Script(Path.of("src/test", name), Path.of("target", name));
  }

  /** Whether a command that tells its version is on this machine. */
  boolean has(String... command) {
    try {
      return run(Map.of(), command).status() == 0;
    } catch (UncheckedIOException e) {
      return false;
    }
  }

  /** Copies a source to where it runs. */
  void copy(String file) {
    try {
      Files.createDirectories(target);
      Files.copy(source.resolve(file), target.resolve(file), StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether what this file asks for is not installed yet; then do so, and call {@link #note}. */
  boolean isNews(String file) {
    try {
      Path noted = noted(file);
      return !Files.exists(noted) || Files.mismatch(source.resolve(file), noted) != -1;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What this file asks for is installed. */
  void note(String file) {
    try {
      Files.copy(source.resolve(file), noted(file), StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path noted(String file) {
    return target.resolve("installed-" + file);
  }

  /**
   * Runs a command to its end.
   *
   * @throws IllegalStateException when it says that it failed
   */
  void require(String... command) {
    Ended ended = run(Map.of(), command);
    if (ended.status() != 0) {
      throw new IllegalStateException(List.of(command) + " failed:\n" + ended.output());
    }
  }

  /** Runs a command to its end, for two minutes at most; then its status is -1. */
  Ended run(Map<String, String> environment, String... command) {
    try {
      Files.createDirectories(target);
      Path output = Files.createTempFile(target, "output", ".log");
      ProcessBuilder builder = new ProcessBuilder(command).directory(target.toFile());
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
