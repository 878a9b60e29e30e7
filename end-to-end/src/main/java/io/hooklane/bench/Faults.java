package io.hooklane.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** What is done to the delivery log and to PostgreSQL. */
final class Faults {

  private static final String LOG = "delivery-log";
  private static final Duration READY_LIMIT = Duration.ofSeconds(60);

  private final TestBed bed;

  Faults(TestBed bed) {
    this.bed = bed;
  }

  /**
   * Kills the delivery log so often, each time when it has been at work again for some seconds.
   *
   * @return how often it was killed
   */
  int killLog(int times, int secondsOfWork) {
    for (int kill = 0; kill < times; kill++) {
      long pid = pid(LOG);
      ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
      awaitReady(pid);
      Measures.sleepUntil(System.nanoTime() + TimeUnit.SECONDS.toNanos(secondsOfWork));
    }
    return times;
  }

  /** Stops all of PostgreSQL's processes for a time, so that whoever asks it waits. */
  void withoutDatabase(Duration time) {
    ProcessHandle postgres = ProcessHandle.of(pid("postgres")).orElseThrow();
    List<Long> stopped = new ArrayList<>(List.of(postgres.pid()));
    signal("STOP", postgres.pid());
    postgres.descendants().forEach(child -> stopped.add(child.pid()));
    try {
      stopped.stream().skip(1).forEach(pid -> signal("STOP", pid));
      Measures.sleepUntil(System.nanoTime() + time.toNanos());
    } finally {
      stopped.reversed().forEach(pid -> signal("CONT", pid));
    }
  }

  /** Stops the delivery log while something else is done. */
  void withoutLog(Runnable meanwhile) {
    long pid = pid(LOG);
    signal("STOP", pid);
    try {
      meanwhile.run();
    } finally {
      signal("CONT", pid);
    }
  }

  private void awaitReady(long killed) {
    long deadline = System.nanoTime() + READY_LIMIT.toNanos();
    while (pid(LOG) == killed || !isReady()) {
      if (System.nanoTime() > deadline) {
        throw new BenchException("The delivery log is not ready again after " + READY_LIMIT);
      }
      Measures.sleepUntil(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(100));
    }
  }

  private boolean isReady() {
    try {
      Http.to(bed.product().managementUrl(LOG)).get("/q/health/ready", Duration.ofSeconds(2));
      return true;
    } catch (UncheckedIOException | BenchException e) {
      return false;
    }
  }

  private long pid(String process) {
    Map<String, Long> processes = bed.product().processes();
    Long pid = processes.get(process);
    if (pid == null) {
      throw new BenchException("No process " + process + " in " + processes.keySet());
    }
    return pid;
  }

  private static void signal(String name, long pid) {
    try {
      // A child may have ended meanwhile; that is no fault of ours.
      new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchException("Interrupted");
    }
  }
}
