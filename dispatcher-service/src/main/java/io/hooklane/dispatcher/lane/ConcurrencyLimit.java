package io.hooklane.dispatcher.lane;

import java.util.concurrent.TimeUnit;

/**
 * How many attempts to one endpoint are worth having under way. It grows while that does not make
 * answers slower, and shrinks when it does: answers are compared, window by window, with the best
 * that the endpoint was seen to do. A rise to double that, or by less than what a busy machine adds
 * by itself, is no reason to shrink. When few are under way slow answers cannot be their doing:
 * there what the endpoint can do is learned anew, so that one that has become slower for good gets
 * back what it can bear. Whoever limits an endpoint to a rate has said that it bears that: as many
 * as leave at that rate while answers take a quarter of a second are few. Times are in nanoseconds.
 */
final class ConcurrencyLimit {

  /** Slow answers alone take it no lower than this, and only here their slowness is accepted. */
  private static final int FEW = 4;

  /**
   * Of a rate's second, what is few: else a busy machine's slow answers would undercut the rate.
   */
  private static final int PART_OF_RATE = 4;

  private static final int SHORTEST_WINDOW = 8;
  private static final long NOISE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
  private static final double TOLERANCE = 2;
  private static final double LARGEST_CUT = 0.75;
  private static final double FORGETTING = 1.0 / 8;
  private static final double UNKNOWN_PER_SECOND = 100;

  private final int most;
  private final int first;
  private int rate;
  private int few = FEW;
  private int limit;
  private double best;
  private double sum;
  private int count;
  private int mostSeen;
  private boolean wasHalved;
  private long halvedAt;

  /**
   * A limit that nothing is known about yet.
   *
   * @param first what it starts with
   * @param most what it never exceeds
   */
  ConcurrencyLimit(int first, int most) {
    if (first < 1 || most < first) {
      throw new IllegalArgumentException(
          "A limit must start at 1 or more and at no more than its most, not at "
              + first
              + " of "
              + most);
    }
    this.first = first;
    this.most = most;
    this.limit = first;
  }

  int limit() {
    return limit;
  }

  /** So many per second may be sent; 0 for as many as the endpoint takes. */
  void rate(int perSecond) {
    if (perSecond == rate) {
      return;
    }
    rate = perSecond;
    few = Math.clamp(perSecond / PART_OF_RATE, Math.min(FEW, most), most);
    if (!wasHalved) {
      limit = Math.max(limit, few);
    }
  }

  /** Whether it is so far from where it started that it should be remembered. */
  boolean noteworthy() {
    int start = Math.max(first, few);
    return limit <= start / 2 || limit >= start * 2;
  }

  /** What the endpoint takes per second at best, as far as that is known. */
  double perSecond() {
    return best == 0 ? UNKNOWN_PER_SECOND : limit * 1e9 / best;
  }

  /**
   * An attempt succeeded.
   *
   * @param took how long the answer took
   * @param inFlight how many were under way when it came, itself included
   */
  void succeeded(long took, int inFlight) {
    sum += took;
    count++;
    mostSeen = Math.max(mostSeen, inFlight);
    if (count >= Math.max(limit, SHORTEST_WINDOW)) {
      adapt(Math.max(1, sum / count));
      sum = 0;
      count = 0;
      mostSeen = 0;
    }
  }

  /**
   * The endpoint cannot keep up. What was sent before it was last halved for that changes nothing.
   */
  void overloaded(long sentNanos, long now) {
    if (!wasHalved || sentNanos - halvedAt >= 0) {
      wasHalved = true;
      halvedAt = now;
      limit = Math.max(1, limit / 2);
    }
  }

  private void adapt(double average) {
    if (best == 0 || average < best) {
      best = average;
    } else if (limit <= few) {
      best += (average - best) * FORGETTING;
    }
    double tolerated = best * TOLERANCE + NOISE_NANOS;
    if (average <= tolerated) {
      if (mostSeen * 2 >= limit) {
        limit = Math.min(most, limit + Math.max(1, limit / 4));
      }
    } else if (limit > few) {
      double cut = Math.max(LARGEST_CUT, tolerated / average);
      limit = Math.max(few, Math.min(limit - 1, (int) (limit * cut)));
    }
  }
}
