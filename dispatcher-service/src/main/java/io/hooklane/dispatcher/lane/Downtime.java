package io.hooklane.dispatcher.lane;

import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

/**
 * Since when an endpoint takes nothing, and for how long what comes for it rests because of that.
 * All that is there for it goes round through Kafka until it is up again. If it always rested for
 * the same time, more would come back each second the longer the endpoint is down, at last more
 * than the dispatcher bears, at the cost of all others. So it rests for half as long as the
 * endpoint has been down, or for as long, or between: then what comes back is a small multiple of
 * what comes anew, and does not come all at once. Times are nanoseconds of one monotonic clock.
 */
final class Downtime {

  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  /** Over the delay tiers that a rest is made of, or it would go through each smaller one. */
  private static final long A_LITTLE = SECOND * 3 / 10;

  private static final long SHORT_REST = 30 * SECOND + A_LITTLE;

  /** Longest first, each made of one delay tier or of two that are equal. */
  private static final long[] LONG_RESTS =
      LongStream.of(3_600, 1_200, 600, 240, 120, 60)
          .map(seconds -> seconds * SECOND + A_LITTLE)
          .toArray();

  /** So many that come one after the other rest for different parts of the outage. */
  private static final int TURNS = 16;

  private long since;
  private long failedAt;
  private boolean failing;
  private boolean hung;
  private int turn;

  /**
   * An attempt departs, and none is under way. What failed so long ago that the outage was short
   * beside the time since then is no part of one that may begin now.
   */
  void sent(long now) {
    if (!failing || now - failedAt > 2 * (failedAt - since) + 60 * SECOND) {
      since = now;
    }
  }

  /** An attempt ended. */
  void ended(Ending ending, long now) {
    if (ending == Ending.Plain.SUCCEEDED) {
      failing = false;
      hung = false;
      since = now;
    } else if (ending != Ending.Plain.NOT_MADE && ending != Ending.Plain.TOLD_NOTHING) {
      failing = true;
      failedAt = now;
      hung = ending == Ending.Plain.TIMED_OUT;
    }
  }

  /**
   * How long what comes to an endpoint rests that is left alone without having asked for it; 0 for
   * no longer than that.
   */
  long rest(long now) {
    return hung ? restOfHung(now) : longRest(now);
  }

  /**
   * How long what comes to an endpoint rests that does not answer. Not only until the next attempt
   * is made: that will tell nothing until it times out.
   */
  long restOfHung(long now) {
    return Math.max(SHORT_REST, longRest(now));
  }

  private long longRest(long now) {
    turn = (turn + 1) % TURNS;
    long down = now - since;
    long wanted = down - down / 2 / TURNS * turn;
    for (long rest : LONG_RESTS) {
      if (rest <= wanted) {
        return rest;
      }
    }
    return 0;
  }
}
