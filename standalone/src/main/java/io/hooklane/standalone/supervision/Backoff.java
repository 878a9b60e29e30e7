package io.hooklane.standalone.supervision;

import java.time.Duration;

/**
 * How long to wait before a process is started again: doubling from the first wait up to the
 * longest, and from the first again after it has run for long enough.
 */
public record Backoff(Duration first, Duration longest, Duration stableAfter) {

  /** Half a second to twenty; stable after a minute. */
  public static final Backoff DEFAULT =
      new Backoff(Duration.ofMillis(500), Duration.ofSeconds(20), Duration.ofMinutes(1));

  /** All are positive, and the longest is not shorter than the first. */
  public Backoff {
    if (!first.isPositive() || !stableAfter.isPositive() || longest.compareTo(first) < 0) {
      throw new IllegalArgumentException("Not a backoff: " + first + " to " + longest);
    }
  }

  /**
   * The wait before the next start.
   *
   * @param failuresInARow starts without a stable run before this one, 0 for the first
   */
  public Duration wait(int failuresInARow) {
    Duration wait = first;
    for (int i = 0; i < failuresInARow && wait.compareTo(longest) < 0; i++) {
      wait = wait.multipliedBy(2);
    }
    return wait.compareTo(longest) < 0 ? wait : longest;
  }

  /** Whether a process that ran that long begins anew with its waits. */
  public boolean isStable(Duration ran) {
    return ran.compareTo(stableAfter) >= 0;
  }
}
