package io.hooklane.standalone.supervision;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A process as it is remembered in a file. Ids are used again by the system, so the moment at which
 * it began belongs to its identity.
 *
 * @param startedAtMillis milliseconds since 1970; -1 when the system does not tell
 */
public record ProcessRecord(String name, long pid, long startedAtMillis) {

  /** The system derives the moment from its boot time, which a clock adjustment shifts. */
  private static final Duration TOLERANCE = Duration.ofSeconds(2);

  /** Of a running process. */
  public static ProcessRecord of(String name, ProcessHandle process) {
    long startedAt = process.info().startInstant().map(Instant::toEpochMilli).orElse(-1L);
    return new ProcessRecord(name, process.pid(), startedAt);
  }

  /** The same process, if it still runs; not another one that has its id now. */
  public Optional<ProcessHandle> find() {
    return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).filter(this::isSame);
  }

  private boolean isSame(ProcessHandle process) {
    long startedAt = of(name, process).startedAtMillis();
    return Math.abs(startedAt - startedAtMillis) <= TOLERANCE.toMillis();
  }
}
