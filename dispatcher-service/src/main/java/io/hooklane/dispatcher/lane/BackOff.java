package io.hooklane.dispatcher.lane;

import java.time.Duration;

/** Pauses that double from a first to a longest one. */
record BackOff(Duration first, Duration longest) {

  BackOff {
    if (!first.isPositive() || longest.compareTo(first) < 0) {
      throw new IllegalArgumentException(
          "The first pause must be more than 0 and the longest no shorter, not "
              + first
              + " and "
              + longest);
    }
  }

  long firstNanos() {
    return first.toNanos();
  }

  /** The pause that follows this one; the first after 0. All in nanoseconds. */
  long after(long pauseNanos) {
    return pauseNanos <= 0 ? firstNanos() : Math.min(longest.toNanos(), pauseNanos * 2);
  }
}
