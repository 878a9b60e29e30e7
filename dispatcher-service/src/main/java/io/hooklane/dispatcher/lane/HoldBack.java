package io.hooklane.dispatcher.lane;

/**
 * Leaves an endpoint alone for as long as it asks for; when it only says that it has too much to
 * do, for a pause that doubles until an attempt succeeds. Times are nanoseconds of one monotonic
 * clock.
 */
final class HoldBack {

  private final BackOff pauses;
  private boolean held;
  private boolean guessed;
  private long untilNanos;
  private long pauseNanos;
  private long toldAt;

  HoldBack(BackOff pauses) {
    this.pauses = pauses;
  }

  /** The endpoint asks to be left alone for so long. An earlier, longer wish still holds. */
  void asked(long now, long nanos) {
    holdUntil(now + nanos, false);
  }

  /** The endpoint has too much to do. What was sent before it last said so changes nothing. */
  void throttled(long sentNanos, long now) {
    if (pauseNanos == 0 || sentNanos - toldAt >= 0) {
      pauseNanos = pauses.after(pauseNanos);
      toldAt = now;
      holdUntil(now + pauseNanos, true);
    }
  }

  /** The endpoint took something: the next pause is the first again. */
  void succeeded(long sentNanos) {
    if (pauseNanos != 0 && sentNanos - toldAt >= 0) {
      pauseNanos = 0;
    }
  }

  /** For how long it is to be left alone; 0 when it is not. */
  long heldFor(long now) {
    if (!held) {
      return 0;
    }
    long left = untilNanos - now;
    if (left <= 0) {
      held = false;
      return 0;
    }
    return left;
  }

  /** Whether the pause is our own choice, since the endpoint does not say for how long. */
  boolean guesses() {
    return held && guessed;
  }

  /** Whether it is held, or the next pause would not be the first. */
  boolean noteworthy(long now) {
    return pauseNanos != 0 || heldFor(now) > 0;
  }

  private void holdUntil(long until, boolean guess) {
    if (!held || until - untilNanos > 0) {
      held = true;
      untilNanos = until;
      guessed = guess;
    }
  }
}
