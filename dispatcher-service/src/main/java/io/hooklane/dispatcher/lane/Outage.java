package io.hooklane.dispatcher.lane;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

/**
 * A time in which an endpoint takes nothing, or less than comes for it. All that is there for it
 * goes round through Kafka until it is up again. If it always rested for the same time, more would
 * come back each second the longer the outage lasts, at last more than the dispatcher bears, at the
 * cost of all others. So it rests for a third to all of the time that the endpoint has been down,
 * half a minute at least where it does not answer, and never longer than configured: then what
 * comes back is a small multiple of what comes anew. Times are nanoseconds of one monotonic clock.
 *
 * @param since when it began
 * @param longest nothing rests for longer because of its length; see {@link #longest(Duration)}
 * @param shortest nothing rests for less, however short it is; 0 where it may not rest at all
 */
record Outage(long since, long longest, long shortest) {

  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  /**
   * Each rest is so much longer than the delay tiers that it is made of. If a tier lets something
   * go late by more, what is left goes through each smaller tier; if this were a second, the last
   * bit would go through one more anyway.
   */
  private static final long A_LITTLE = SECOND * 8 / 10;

  /** Where an endpoint does not answer. */
  static final long SHORT_REST = 30 * SECOND + A_LITTLE;

  /** Longest first, each made of one delay tier or of two that are equal. */
  private static final long[] LONG_RESTS =
      LongStream.of(3_600, 1_200, 600, 240, 120, 60)
          .map(seconds -> seconds * SECOND + A_LITTLE)
          .toArray();

  /** So many that come one after the other rest for different parts of the outage. */
  private static final int TURNS = 16;

  /** The longest rest, made of delay tiers that are no longer than configured. */
  static long longest(Duration configured) {
    return configured.toNanos() + A_LITTLE;
  }

  /**
   * How long what comes now rests; 0 for not at all.
   *
   * @param turn which of those that come one after the other it is
   */
  long rest(long now, int turn) {
    long down = now - since;
    long wanted = Math.min(longest, down - down / 2 / TURNS * Math.floorMod(turn, TURNS));
    for (long rest : LONG_RESTS) {
      if (rest <= wanted) {
        return Math.max(rest, shortest);
      }
    }
    return shortest;
  }
}
