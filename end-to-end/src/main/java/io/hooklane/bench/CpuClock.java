package io.hooklane.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/** What CPU time processes have taken, as far as this system tells. */
final class CpuClock {

  // The kernel's unit for user space, the same on every architecture that Java runs on.
  private static final double TICKS_PER_SECOND = 100;
  private static final int AFTER_NAME = 11;

  private CpuClock() {}

  /** Seconds of user and system time by name, children included; empty without {@code /proc}. */
  static Map<String, Double> read(Map<String, Long> processes) {
    Map<String, Double> seconds = new LinkedHashMap<>();
    if (Files.exists(Path.of("/proc/self/stat"))) {
      processes.forEach((name, pid) -> seconds.put(name, withChildren(pid)));
    }
    return seconds;
  }

  /** Seconds of this process alone, without those it has started. */
  static double own() {
    return seconds(ProcessHandle.current().pid());
  }

  /** What was taken between two readings. */
  static Map<String, Double> between(Map<String, Double> before, Map<String, Double> after) {
    Map<String, Double> taken = new LinkedHashMap<>();
    after.forEach(
        (name, seconds) ->
            taken.put(name, Math.max(0, seconds - before.getOrDefault(name, seconds))));
    return taken;
  }

  private static double withChildren(long pid) {
    try (Stream<ProcessHandle> children =
        ProcessHandle.of(pid).map(ProcessHandle::descendants).orElse(Stream.empty())) {
      return seconds(pid) + children.mapToDouble(child -> seconds(child.pid())).sum();
    }
  }

  private static double seconds(long pid) {
    try {
      return seconds(Files.readString(Path.of("/proc", Long.toString(pid), "stat")));
    } catch (IOException e) {
      // It has ended.
      return 0;
    }
  }

  /** Of the line of {@code /proc/PID/stat}, whose second field may hold anything in brackets. */
  static double seconds(String stat) {
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    return (Long.parseLong(fields[AFTER_NAME]) + Long.parseLong(fields[AFTER_NAME + 1]))
        / TICKS_PER_SECOND;
  }
}
