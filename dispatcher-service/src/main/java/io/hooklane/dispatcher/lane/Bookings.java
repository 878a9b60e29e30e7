package io.hooklane.dispatcher.lane;

/**
 * Hands out moments at which what was put off may come back: one after the other, each so long
 * after the one before, so that nothing comes back all at once and what was put off first comes
 * first. Times are nanoseconds of one monotonic clock.
 */
final class Bookings {

  private boolean any;
  private long last;

  /** The next moment, not before this one, so long after the last that was handed out. */
  long book(long earliest, long spacing) {
    last = next(earliest, spacing);
    any = true;
    return last;
  }

  /** The moment that would be handed out. */
  long next(long earliest, long spacing) {
    return (any && last - earliest > 0 ? last : earliest) + spacing;
  }

  /** How far in the future the last moment lies that was handed out; 0 when it has passed. */
  long outstanding(long now) {
    return any ? Math.max(0, last - now) : 0;
  }

  /** Forgets what was handed out. */
  void clear() {
    any = false;
  }
}
