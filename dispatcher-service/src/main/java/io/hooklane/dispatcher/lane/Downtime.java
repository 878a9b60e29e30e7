package io.hooklane.dispatcher.lane;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

/**
 * Since when an endpoint takes nothing, and for how long what comes for it rests because of that.
 * All that is there for it goes round through Kafka until it is up again. If it always rested for
 * the same time, more would come back each second the longer the outage lasts, at last more than
 * the dispatcher bears, at the cost of all others. So it rests for a third to all of the time that
 * the endpoint has been down, half a minute at least where it does not answer, and never longer
 * than configured: then what comes back is a small multiple of what comes anew. Times are
 * nanoseconds of one monotonic clock.
 */
final class Downtime {

  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  /**
   * Each rest is so much longer than the delay tiers that it is made of. If a tier lets something
   * go late by more, what is left goes through each smaller tier; if this were a second, the last
   * bit would go through one more anyway.
   */
  private static final long A_LITTLE = SECOND * 8 / 10;

  private static final long SHORT_REST = 30 * SECOND + A_LITTLE;

  /** Longest first, each made of one delay tier or of two that are equal. */
  private static final long[] LONG_RESTS =
      LongStream.of(3_600, 1_200, 600, 240, 120, 60)
          .map(seconds -> seconds * SECOND + A_LITTLE)
          .toArray();

  /** So many that come one after the other rest for different parts of the outage. */
  private static final int TURNS = 16;

  private final long longest;
  private long since;
  private long failedAt;
  private boolean failing;
  private boolean hung;
  private int turn;

  /**
   * Up, as far as is known.
   *
   * @param longest nothing rests for longer
   */
  Downtime(long now, Duration longest) {
    this.since = now;
    this.longest = longest.toNanos() + A_LITTLE;
  }

  /**
   * An attempt departs, and none is under way. What failed so long ago that the outage was short
   * beside the time since then is no part of one that may begin now.
   */
  void sent(long now) {
    if (!failing || now - failedAt > failedAt - since + 60 * SECOND) {
      since = now;
    }
  }

  /**
   * An attempt ended.
   *
   * @param well whether nothing keeps the lane from sending at full speed any more; a success alone
   *     may be one of a few between many failures
   */
  void ended(Ending ending, boolean well, long now) {
    if (ending == Ending.Plain.NOT_MADE) {
      return;
    }
    hung = ending == Ending.Plain.TIMED_OUT;
    if (ending == Ending.Plain.SUCCEEDED) {
      if (well) {
        failing = false;
        since = now;
      }
    } else if (ending != Ending.Plain.TOLD_NOTHING) {
      failing = true;
      failedAt = now;
    }
  }

  /** Whether the last attempt that ended was not answered. */
  boolean hung() {
    return hung;
  }

  /**
   * How long what comes now rests while the endpoint is left alone without having asked for it; 0
   * for no longer than that.
   */
  long nextRest(long now) {
    return hung ? nextRestOfHung(now) : nextLongRest(now);
  }

  /**
   * How long what comes now rests while attempts hang. Not only until the next is made: that will
   * tell nothing until it times out.
   */
  long nextRestOfHung(long now) {
    return hung ? Math.max(SHORT_REST, nextLongRest(now)) : SHORT_REST;
  }

  private long nextLongRest(long now) {
    turn = (turn + 1) % TURNS;
    long down = now - since;
    long wanted = Math.min(longest, down - down / 2 / TURNS * turn);
    for (long rest : LONG_RESTS) {
      if (rest <= wanted) {
        return rest;
      }
    }
    return 0;
  }
}
