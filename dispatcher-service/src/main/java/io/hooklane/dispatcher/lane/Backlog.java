package io.hooklane.dispatcher.lane;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * When what was put off may come back because an endpoint takes less than comes for it. If all of
 * it came back every half a minute, there would be more each second the longer the backlog, at last
 * more than the dispatcher bears, at the cost of all others. So it comes back as fast as the
 * endpoint takes it and half as fast again, in the order in which it was put off. What an endpoint
 * takes may change: therefore nothing rests for longer than it has been behind, or half a minute,
 * unless more than a hundred a second came back. Times are nanoseconds of one monotonic clock.
 */
final class Backlog {

  private static final double SECOND = TimeUnit.SECONDS.toNanos(1);

  /** An endpoint that nothing was put off from for so long is not behind any more. */
  private static final long CALM = TimeUnit.SECONDS.toNanos(10);

  /** What comes back for each that the endpoint takes, so that it is never without. */
  private static final double AHEAD = 1.5;

  /** So many come back each second at most if the endpoint does not take more. */
  private static final double MOST_FOR_THE_SLOW = 100;

  /** What the endpoint takes is counted for so many seconds at least; what is older counts half. */
  private static final double SHORTEST_COUNT = 3;

  private static final double LONGEST_COUNT = 30;

  private final long longest;
  private boolean any;
  private long behindSince;
  private long putOffAt;
  private double ended;
  private double seconds;
  private int turn;

  /** How many come back before what is put off now, if as many do as the endpoint takes. */
  private double beforeItAtItsPace;

  /** And if as many do as ever to one that takes less than that. */
  private double beforeItAtMost;

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
    goesOn(now);
  }

  /**
   * Something is put off.
   *
   * @param perSecondAtBest what the endpoint takes, as far as can be told before that was counted
   * @return in how long it may come back, a second at least
   */
  long putOff(long now, double perSecondAtBest) {
    double elapsed = goesOn(now);
    turn++;
    double perSecond = AHEAD * perSecond(perSecondAtBest);
    beforeItAtItsPace = Math.max(0, beforeItAtItsPace - perSecond * elapsed);
    beforeItAtMost = Math.max(0, beforeItAtMost - MOST_FOR_THE_SLOW * elapsed);
    double itsTurn = SECOND * (beforeItAtItsPace + 1) / perSecond;
    double sinceItIsBehind = new Outage(behindSince, longest, Outage.SHORT_REST).rest(now, turn);
    if (itsTurn < longest) {
      beforeItAtItsPace++;
    }
    if (itsTurn <= sinceItIsBehind) {
      return (long) Math.max(SECOND, itsTurn);
    }
    double atMost = SECOND * beforeItAtMost / MOST_FOR_THE_SLOW;
    if (atMost < longest) {
      beforeItAtMost++;
    }
    return (long) Math.min(Math.min(longest, itsTurn), Math.max(sinceItIsBehind, atMost));
  }

  /** How many seconds it is since something was put off. */
  private double goesOn(long now) {
    if (!any || now - putOffAt >= CALM) {
      any = true;
      behindSince = now;
      putOffAt = now;
      ended = 0;
      seconds = 0;
      beforeItAtItsPace = 0;
      beforeItAtMost = 0;
    }
    double elapsed = (now - putOffAt) / SECOND;
    putOffAt = now;
    seconds += elapsed;
    return elapsed;
  }

  private double perSecond(double atBest) {
    if (seconds > LONGEST_COUNT) {
      seconds /= 2;
      ended /= 2;
    }
    return seconds < SHORTEST_COUNT ? atBest : ended / seconds;
  }
}
