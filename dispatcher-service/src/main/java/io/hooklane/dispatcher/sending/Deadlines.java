package io.hooklane.dispatcher.sending;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Waits that all have the same time, oldest first: the oldest is the first to run out of it, and
 * one look at regular intervals does for all. Confined to one thread.
 */
final class Deadlines {

  private final Duration allowed;
  private final long allowedNanos;
  private @Nullable Wait oldest;
  private @Nullable Wait youngest;
  private boolean looking;

  Deadlines(Duration allowed) {
    this.allowed = allowed;
    this.allowedNanos = allowed.toNanos();
  }

  /**
   * Begins a wait.
   *
   * @param nowNanos not before that of any wait that was begun earlier
   * @param over called once when its time is over, unless it is ended before
   */
  Wait begin(long nowNanos, Runnable over) {
    Wait wait = new Wait(nowNanos, over);
    wait.older = youngest;
    if (youngest == null) {
      oldest = wait;
    } else {
      youngest.younger = wait;
    }
    youngest = wait;
    return wait;
  }

  /** Ends a wait; once it has ended this does nothing. */
  void end(Wait wait) {
    if (wait.ended) {
      return;
    }
    wait.ended = true;
    Wait older = wait.older;
    Wait younger = wait.younger;
    if (older == null) {
      oldest = younger;
    } else {
      older.younger = younger;
    }
    if (younger == null) {
      youngest = older;
    } else {
      younger.older = older;
    }
    wait.older = null;
    wait.younger = null;
  }

  /** Whether a look must be arranged for: there is something to look at, and nobody will yet. */
  boolean toBeLookedAt() {
    boolean needed = !looking && oldest != null;
    looking |= needed;
    return needed;
  }

  /** Ends every wait whose time is over. */
  void expire(long nowNanos) {
    looking = false;
    while (oldest != null && nowNanos - oldest.sinceNanos >= allowedNanos) {
      expireOldest();
    }
  }

  /** Ends the oldest wait, if there is any, as if its time were over. */
  void expireOldest() {
    if (oldest != null) {
      Wait wait = oldest;
      end(wait);
      wait.over.run();
    }
  }

  Duration allowed() {
    return allowed;
  }

  /** How much time there is, for people: {@code 15 s}. */
  String text() {
    return text(allowed);
  }

  /** A time for people. */
  static String text(Duration time) {
    return time.toMillis() % 1000 == 0 ? time.toSeconds() + " s" : time.toMillis() / 1000.0 + " s";
  }

  /** Something that must happen in time. */
  static final class Wait {

    private final long sinceNanos;
    private final Runnable over;
    private @Nullable Wait older;
    private @Nullable Wait younger;
    private boolean ended;

    private Wait(long sinceNanos, Runnable over) {
      this.sinceNanos = sinceNanos;
      this.over = over;
    }
  }
}
