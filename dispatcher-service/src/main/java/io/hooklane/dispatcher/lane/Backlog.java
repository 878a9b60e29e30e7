package io.hooklane.dispatcher.lane;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * When what was put off may come back because an endpoint takes less than comes for it. If all of
 * it came back every half a minute, there would be more each second the longer the backlog, at last
 * more than the dispatcher bears, at the cost of all others. So it comes back as fast as the
 * endpoint takes it and half as fast again, in the order in which it was put off. What an endpoint
 * takes may change: therefore nothing rests for longer than it has been behind, unless more than a
 * hundred a second came back. Times are nanoseconds of one monotonic clock.
 */
final class Backlog {

  private static final double SECOND = TimeUnit.SECONDS.toNanos(1);

  /** An endpoint that nothing was put off from for so long is not behind any more. */
  private static final long CALM = TimeUnit.SECONDS.toNanos(10);

  /** What comes back for each that the endpoint takes, so that it is never without. */
  private static final double AHEAD = 1.5;

  /** So many come back each second at most if the endpoint does not take more. */
  private static final double MOST_FOR_THE_SLOW = 100;

  /** What the endpoint takes is counted for this long at least, and what is older counts half. */
  private static final double SHORTEST_COUNT = SECOND;

  private static final double LONGEST_COUNT = 30 * SECOND;

  private final long longest;
  private final Bookings asTheEndpointTakes = new Bookings();
  private final Bookings atMost = new Bookings();
  private boolean any;
  private long behindSince;
  private long putOffAt;
  private double ended;
  private double countedFor;
  private long countedAt;
  private int turn;

  /**
   * Nothing was put off.
   *
   * @param longest nothing rests for longer
   */
  Backlog(Duration longest) {
    this.longest = Outage.longest(longest);
  }

  /** An attempt ended. */
  void ended() {
    ended++;
  }

  /** Something is put off, and something else tells for how long. */
  void stillBehind(long now) {
    if (!any || now - putOffAt >= CALM) {
      any = true;
      behindSince = now;
      ended = 0;
      countedFor = 0;
      countedAt = now;
      asTheEndpointTakes.clear();
      atMost.clear();
    }
    putOffAt = now;
  }

  /**
   * Something is put off.
   *
   * @param perSecondAtBest what the endpoint takes, as far as can be told before that was counted
   * @return in how long it may come back; 0 for in less than a second
   */
  long putOff(long now, double perSecondAtBest) {
    stillBehind(now);
    turn++;
    long itsTurn = book(asTheEndpointTakes, now, AHEAD * perSecond(now, perSecondAtBest));
    long sinceItIsBehind = new Outage(behindSince, longest, 0).rest(now, turn);
    long latest = Math.max(sinceItIsBehind, book(atMost, now, MOST_FOR_THE_SLOW));
    long wait = Math.min(longest, Math.min(itsTurn, latest));
    return wait < SECOND ? 0 : wait;
  }

  private long book(Bookings bookings, long now, double perSecond) {
    long outstanding = bookings.outstanding(now);
    return outstanding >= longest
        ? outstanding
        : bookings.book(now, (long) Math.min(longest, SECOND / perSecond)) - now;
  }

  private double perSecond(long now, double atBest) {
    countedFor += now - countedAt;
    countedAt = now;
    if (countedFor > LONGEST_COUNT) {
      countedFor /= 2;
      ended /= 2;
    }
    return countedFor < SHORTEST_COUNT ? atBest : ended * SECOND / countedFor;
  }
}
