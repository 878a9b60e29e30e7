package io.hooklane.dispatcher.lane;

import io.netty.util.concurrent.ScheduledFuture;
import io.vertx.core.impl.ContextInternal;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The one timer of a set of lanes: none while nothing waits for a moment. It also looks at idle
 * lanes now and then while there is something to do. Confined to the lanes' event loop.
 */
final class WakeUp {

  /** Sooner than this the event loop cannot tell moments apart. */
  private static final long SHORTEST_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private static final long REVIEW_EVERY_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final ContextInternal context;
  private final Lanes<?, ?> lanes;
  private @Nullable ScheduledFuture<?> timer;
  private long at;
  private long reviewedAt = System.nanoTime();

  WakeUp(ContextInternal context, Lanes<?, ?> lanes) {
    this.context = context;
    this.lanes = lanes;
  }

  /**
   * Sees to it that the lanes are looked at when the next of them has to be: now, if that moment
   * has passed while the event loop did something else, of which there may be much more before the
   * timer's turn.
   */
  void set() {
    long now = System.nanoTime();
    ScheduledFuture<?> late = timer;
    if (late != null && now - at >= 0) {
      late.cancel(false);
      timer = null;
      lanes.wakeUp(now);
    }
    if (now - reviewedAt >= REVIEW_EVERY_NANOS) {
      reviewedAt = now;
      lanes.review(now);
    }
    long wait = lanes.untilNextWakeUp(now);
    if (wait == Long.MAX_VALUE) {
      return;
    }
    long due = now + Math.max(SHORTEST_NANOS, wait);
    ScheduledFuture<?> present = timer;
    if (present != null) {
      if (due - at >= 0) {
        return;
      }
      present.cancel(false);
    }
    at = due;
    timer =
        context
            .nettyEventLoop()
            .schedule(() -> context.emit(due, moment -> ring()), due - now, TimeUnit.NANOSECONDS);
  }

  private void ring() {
    timer = null;
    lanes.wakeUp(System.nanoTime());
    set();
  }
}
