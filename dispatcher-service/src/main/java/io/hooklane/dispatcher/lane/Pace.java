package io.hooklane.dispatcher.lane;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * How fast a lane may send, and when what it cannot take now may come back: each at a moment of its
 * own, one after the other. What would wait for that for too long comes back before and asks again,
 * since the rate may have been raised, or the endpoint deleted. Times are nanoseconds of one
 * monotonic clock.
 */
final class Pace {

  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  /** What is put off because of a rate comes back no sooner than this. */
  private static final long SHORTEST_BOOKING = SECOND / 10;

  /** Nor is what comes back to an endpoint that was left alone closer together than this. */
  private static final long CLOSEST_AFTER_PAUSE = SECOND / 200;

  private static final int OFTEN = 3;
  private static final long LONGEST_FOR_OFTEN = 10 * SECOND;

  /** Of the longest rest; in whole ones, so that a rest is made of few delay tiers. */
  private static final int PARTS = 60;

  private final Bookings bookings = new Bookings();
  private final Duration longestRest;
  private final long longest;
  private @Nullable RateLimit rate;
  private int part;

  /**
   * No rate yet.
   *
   * @param longestRest nothing waits for its turn for longer
   */
  Pace(Duration longestRest) {
    this.longestRest = longestRest;
    this.longest = Outage.longest(longestRest);
  }

  /** So many per second from now on; 0 for as many as the endpoint takes. */
  void rate(int perSecond, long now) {
    RateLimit present = rate;
    if (perSecond <= 0) {
      if (present != null) {
        rate = null;
        bookings.clear();
      }
    } else if (present == null || present.perSecond() != perSecond) {
      rate = new RateLimit(perSecond, now);
      bookings.clear();
    }
  }

  /** Whether only so many may be sent per second. */
  boolean limited() {
    return rate != null;
  }

  /** Takes the right to send one now; 0 when that is done, or else how long to wait. */
  long take(long now) {
    return rate == null ? 0 : rate.take(now);
  }

  /** Gives back the right to send one that was not sent. */
  void giveBack() {
    if (rate != null) {
      rate.giveBack();
    }
  }

  /** Whether something has yet to come back. */
  boolean anyBooked(long now) {
    return bookings.outstanding(now) > 0;
  }

  /**
   * When something may come back that comes while the lane is left alone.
   *
   * @param pause how long that lasts
   * @param perSecond what the endpoint takes at best
   * @param diversions how often it was put off already; what was so often waits a little longer, or
   *     all that is there for an endpoint that says for hours that it has too much to do would go
   *     round and round
   */
  Admission.Diverted bookAfter(
      Diversion why, long now, long pause, double perSecond, int diversions) {
    long spacing = Math.max(CLOSEST_AFTER_PAUSE, (long) (SECOND / perSecond));
    if (rate != null) {
      spacing = Math.max(spacing, rate.spacing());
    }
    long wait = pause + book(now + pause, now + pause, spacing);
    return new Admission.Diverted(why, wait + longer(diversions));
  }

  private static long longer(int diversions) {
    return diversions < OFTEN ? 0 : Math.min(LONGEST_FOR_OFTEN, SECOND << Math.min(diversions, 30));
  }

  /** What was put off may come back at any time. */
  void forgetBookings() {
    bookings.clear();
  }

  /**
   * When something may come back that would have to wait for its turn for too long; null when it
   * may wait in the lane. What comes for the first time goes behind what was put off.
   *
   * @param queued what waits in the lane
   * @param room what may wait there
   * @param returning whether it was put off before
   */
  Admission.@Nullable Diverted bookIfTooMany(long now, int queued, int room, boolean returning) {
    RateLimit limit = rate;
    if (limit == null) {
      return null;
    }
    int capacity = capacity(limit, room);
    if (queued < capacity) {
      long wait = Math.max(bookings.outstanding(now), queued * limit.spacing());
      if (returning || wait <= lead(limit, capacity)) {
        return null;
      }
    }
    return book(limit, now, queued, capacity);
  }

  /** When something may come back that there is no room for; null when the pace does not tell. */
  Admission.@Nullable Diverted bookForLackOfRoom(long now, int queued, int room) {
    RateLimit limit = rate;
    return limit == null ? null : book(limit, now, queued, capacity(limit, room));
  }

  private Admission.Diverted book(RateLimit limit, long now, int queued, int capacity) {
    long earliest = now + queued * limit.spacing();
    long wait = book(now + lead(limit, capacity), earliest, limit.spacing());
    return new Admission.Diverted(Diversion.RATE_LIMITED, Math.max(SHORTEST_BOOKING, wait));
  }

  /**
   * How long after a moment it is the next one's turn. If that is too long it is given none, or
   * each return would put the turn of all that follow off: it rests for a half to all of what is
   * the most, in turn, so that not all come back at once. Those that have a turn keep the lane busy
   * until then.
   */
  private long book(long from, long earliest, long spacing) {
    if (bookings.next(earliest, spacing) - from <= longest) {
      return bookings.book(earliest, spacing) - from;
    }
    part = part == PARTS / 2 ? 0 : part + 1;
    return Outage.longest(longestRest.dividedBy(PARTS).multipliedBy(PARTS / 2 + part));
  }

  /** How many may wait in the lane: one and a half seconds' worth, if there is room for them. */
  private static int capacity(RateLimit limit, int room) {
    return Math.max(2, Math.min(room, limit.perSecond() + limit.perSecond() / 2));
  }

  /** How long before its turn something comes back, so that the lane has it when it comes late. */
  private static long lead(RateLimit limit, int capacity) {
    return Math.min(SECOND, capacity / 2 * limit.spacing());
  }
}
