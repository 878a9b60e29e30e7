package io.hooklane.dispatcher.delay;

import io.hooklane.dispatcher.intake.OffsetTracker;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One partition of a delay tier: what was polled of it and has not been let go yet, oldest first,
 * and how far it is done. Records that the broker wrote later are not let go sooner. Confined to
 * one thread.
 *
 * @param <T> what waits
 */
final class WaitingPartition<T> {

  private final OffsetTracker tracker;
  private final Deque<Waiting<T>> waiting = new ArrayDeque<>();

  /** What waits, and from when on it is let go. */
  private record Waiting<T>(long offset, Instant until, T what) {}

  WaitingPartition(OffsetTracker tracker) {
    this.tracker = tracker;
  }

  /** Takes what was polled; offsets must rise. */
  void add(long offset, Instant until, T what) {
    if (tracker.take(offset)) {
      waiting.addLast(new Waiting<>(offset, until, what));
    }
  }

  /** Lets go, in order, of what has waited enough, for as long as there is room for it. */
  void release(Instant now, BooleanSupplier room, Consumer<Released<T>> released) {
    Waiting<T> head = waiting.peekFirst();
    while (head != null && !head.until().isAfter(now) && room.getAsBoolean()) {
      waiting.removeFirst();
      released.accept(new Released<>(head.offset(), head.what()));
      head = waiting.peekFirst();
    }
  }

  /** What was let go at this offset is written elsewhere, and acknowledged. */
  void acknowledged(long offset) {
    tracker.finish(offset);
  }

  /** Until when the head waits; null when nothing waits. */
  @Nullable Instant headWaitsUntil() {
    Waiting<T> head = waiting.peekFirst();
    return head == null ? null : head.until();
  }

  OffsetTracker tracker() {
    return tracker;
  }

  /** One that has waited enough. */
  record Released<T>(long offset, T what) {}
}
