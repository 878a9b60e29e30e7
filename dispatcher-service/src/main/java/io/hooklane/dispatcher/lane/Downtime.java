package io.hooklane.dispatcher.lane;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Since when an endpoint takes nothing, and for how long what comes for it rests because of that;
 * see {@link Outage}. Times are nanoseconds of one monotonic clock.
 */
final class Downtime {

  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  /** An outage because of which something was refused within this time, unanswered, goes on. */
  private static final long LATELY = 60 * SECOND;

  private final long longest;
  private long since;
  private long failedAt;
  private boolean failing;
  private boolean hung;
  private boolean refused;
  private long refusedAt;
  private int turn;

  /**
   * Up, as far as is known.
   *
   * @param longest nothing rests for longer
   */
  Downtime(long now, Duration longest) {
    this.since = now;
    this.longest = Outage.longest(longest);
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
   *     may be one of a few between many failures, or between many that are not even attempted
   */
  void ended(Ending ending, boolean well, long now) {
    if (ending == Ending.Plain.NOT_MADE) {
      return;
    }
    hung = ending == Ending.Plain.TIMED_OUT;
    if (ending == Ending.Plain.SUCCEEDED) {
      if (well && !(refused && now - refusedAt < LATELY)) {
        refused = false;
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
   * How long what comes now rests: while the endpoint is left alone without having asked for it, or
   * while attempts hang, and then not only until the next is made, which will tell nothing until it
   * times out.
   *
   * @return 0 for no longer than it is left alone
   */
  long nextRest(long now) {
    if (hung) {
      refused = true;
      refusedAt = now;
    }
    turn++;
    return outage().rest(now, turn);
  }

  /** What is known of the outage, for others that come during it. */
  Outage outage() {
    return new Outage(since, longest, hung ? Outage.SHORT_REST : 0);
  }
}
