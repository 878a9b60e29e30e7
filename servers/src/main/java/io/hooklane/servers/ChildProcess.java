package io.hooklane.servers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** A process that we started and whose output goes to a file. */
final class ChildProcess {

  private static final int TAIL_BYTES = 2_000;
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(2);
  private static final Duration KILL_WAIT = Duration.ofSeconds(10);

  private final Process process;
  private final Path output;

  private ChildProcess(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  static ChildProcess start(List<String> command, Map<String, String> environment, Path output) {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    builder.redirectErrorStream(true).redirectOutput(output.toFile());
    builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
    try {
      return new ChildProcess(builder.start(), output);
    } catch (IOException e) {
      throw new ServerException("Could not start " + command.getFirst(), e);
    }
  }

  /** Runs a command to its end; its output is in the message if it fails. */
  static void run(List<String> command, Path output, Duration limit) {
    ChildProcess child = start(command, Map.of(), output);
    if (!child.awaitExit(limit)) {
      child.kill();
      throw new ServerException(command.getFirst() + " did not end within " + limit);
    }
    if (child.process.exitValue() != 0) {
      throw new ServerException(command.getFirst() + " failed:\n" + child.tail());
    }
  }

  ProcessHandle handle() {
    return process.toHandle();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  boolean awaitExit(Duration limit) {
    try {
      return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** SIGKILL to the process and to all that it started. */
  void kill() {
    List<ProcessHandle> family = family();
    family.forEach(ProcessHandle::destroyForcibly);
    for (ProcessHandle member : family) {
      try {
        member.onExit().get(KILL_WAIT.toMillis(), TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (ExecutionException | TimeoutException e) {
        throw new ServerException("Process " + member.pid() + " survives SIGKILL", e);
      }
    }
  }

  /** Sees to it that the process does not outlive this JVM, unless that is killed itself. */
  void endWithThisJvm() {
    Runtime.getRuntime().addShutdownHook(new Thread(this::kill, "end-" + process.pid()));
  }

  /** Sends a signal, by its name without {@code SIG}, to the process alone. */
  void signal(String signal) {
    signal(signal, List.of(handle()));
  }

  /** Sends a signal to the process and to all that it started. */
  void signalFamily(String signal) {
    signal(signal, family());
  }

  /** The end of what it has written, for error messages. */
  String tail() {
    try {
      byte[] all = Files.readAllBytes(output);
      int from = Math.max(0, all.length - TAIL_BYTES);
      return new String(all, from, all.length - from, StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      return "(no output in " + output + ")";
    }
  }

  private List<ProcessHandle> family() {
    return Stream.concat(Stream.of(handle()), process.descendants()).toList();
  }

  /**
   * A stopped process may still answer until its last thread has noticed; waits, where it can tell.
   */
  private static void awaitStopped(List<ProcessHandle> targets) {
    long deadline = System.nanoTime() + STOP_PATIENCE.toNanos();
    while (!targets.stream().allMatch(ChildProcess::isStopped) && System.nanoTime() < deadline) {
      Thread.onSpinWait();
    }
  }

  /** Whether each thread is in the state T, as Linux tells (proc_pid_stat(5)); elsewhere, yes. */
  private static boolean isStopped(ProcessHandle process) {
    try (Stream<Path> threads =
        Files.list(Path.of("/proc", Long.toString(process.pid()), "task"))) {
      return threads.allMatch(
          thread -> {
            try {
              String stat = Files.readString(thread.resolve("stat"));
              return stat.startsWith("T", stat.lastIndexOf(')') + 2);
            } catch (IOException e) {
              return true;
            }
          });
    } catch (IOException e) {
      return true;
    }
  }

  private static void signal(String signal, List<ProcessHandle> targets) {
    // The shell's built-in: minimal images have no kill program.
    StringBuilder script = new StringBuilder("kill -").append(signal);
    targets.forEach(target -> script.append(' ').append(target.pid()));
    try {
      new ProcessBuilder("sh", "-c", script.toString())
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
      if (signal.equals("STOP")) {
        awaitStopped(targets);
      }
    } catch (IOException e) {
      throw new ServerException("Could not send SIG" + signal, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
