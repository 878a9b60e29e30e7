package io.hooklane.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A process of the benchmark's own. It says numbers on one line when it is ready, and ends when its
 * input does: so it ends with the benchmark, however that ends.
 */
public final class ChildJvm implements AutoCloseable {

  private final Process process;
  private final int[] said;

  private ChildJvm(Process process, int[] said) {
    this.process = process;
    this.said = said;
  }

  /**
   * Starts a class of the benchmark's, as the services are started, and waits until it is ready.
   */
  public static ChildJvm start(Class<?> main, List<String> arguments, Path log) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx512m");
    command.add("-XX:+UseSerialGC");
    if (Runtime.version().feature() >= 23) {
      command.add("--sun-misc-unsafe-memory-access=allow");
    }
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("-Dslf4j.internal.verbosity=ERROR");
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(main.getName());
    command.addAll(arguments);
    try {
      Process process = new ProcessBuilder(command).redirectError(log.toFile()).start();
      BufferedReader output =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
      String line = output.readLine();
      if (line == null) {
        throw new BenchException(main.getSimpleName() + " ended before it was ready; see " + log);
      }
      return new ChildJvm(
          process, Arrays.stream(line.split(" ")).mapToInt(Integer::parseInt).toArray());
    } catch (IOException e) {
      throw new UncheckedIOException("Could not start " + main.getSimpleName(), e);
    }
  }

  /** In the child: says that it is ready, and returns never. */
  public static void ready(int... numbers) {
    System.out.println(
        String.join(" ", Arrays.stream(numbers).mapToObj(Integer::toString).toList()));
    System.out.flush();
    try {
      while (System.in.read() >= 0) {
        continue;
      }
    } catch (IOException e) {
      // As good as its end.
      System.exit(0);
    }
    System.exit(0);
  }

  /** One of the numbers that it said. */
  public int said(int ordinal) {
    return said[ordinal];
  }

  /** Its process. */
  public long pid() {
    return process.pid();
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
  }
}
