package io.hooklane.dispatcher.sending;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The attempts under way, oldest first. They all have the same time, so the oldest is the first to
 * run out of it, and one look at regular intervals does for all. Confined to one thread.
 */
final class Deadlines {

  private final long allowedNanos;
  private @Nullable Exchange oldest;
  private @Nullable Exchange youngest;
  private boolean looking;

  Deadlines(Duration allowed) {
    this.allowedNanos = allowed.toNanos();
  }

  Duration allowed() {
    return Duration.ofNanos(allowedNanos);
  }

  void add(Exchange exchange) {
    exchange.older = youngest;
    if (youngest == null) {
      oldest = exchange;
    } else {
      youngest.younger = exchange;
    }
    youngest = exchange;
  }

  void remove(Exchange exchange) {
    Exchange older = exchange.older;
    Exchange younger = exchange.younger;
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
    exchange.older = null;
    exchange.younger = null;
  }

  /** Whether a look must be arranged for: there is something to look at, and nobody will yet. */
  boolean toBeLookedAt() {
    boolean needed = !looking && oldest != null;
    looking |= needed;
    return needed;
  }

  /** Ends every attempt whose time is over, which removes it. */
  void expire(long nowNanos) {
    looking = false;
    while (oldest != null && nowNanos - oldest.startedNanos() >= allowedNanos) {
      oldest.timeIsOver();
    }
  }
}
