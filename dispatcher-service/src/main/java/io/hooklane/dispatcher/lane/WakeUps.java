package io.hooklane.dispatcher.lane;

import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** Lanes that are to be looked at again, each at its earliest moment. Confined to one thread. */
final class WakeUps<K, T extends Lanes.Item<K>> {

  private final PriorityQueue<Lane<K, T>> lanes =
      new PriorityQueue<>((one, other) -> Long.signum(one.wakeAt - other.wakeAt));

  /** Has a lane looked at at this moment, or before, and then it waits on. */
  void add(Lane<K, T> lane, long at) {
    if (lane.wakes) {
      if (at - lane.wakeAt >= 0) {
        return;
      }
      lanes.remove(lane);
    }
    lane.wakes = true;
    lane.wakeAt = at;
    lanes.add(lane);
  }

  /** Takes out a lane whose moment has come; null when there is none. */
  @Nullable Lane<K, T> next(long now) {
    Lane<K, T> lane = lanes.peek();
    if (lane == null || lane.wakeAt - now > 0) {
      return null;
    }
    lanes.remove();
    lane.wakes = false;
    return lane;
  }

  /** Nanoseconds until there is a next one; {@link Long#MAX_VALUE} when there will be none. */
  long untilNext(long now) {
    Lane<K, T> next = lanes.peek();
    return next == null ? Long.MAX_VALUE : Math.max(0, next.wakeAt - now);
  }

  void remove(Lane<K, T> lane) {
    if (lane.wakes) {
      lanes.remove(lane);
      lane.wakes = false;
    }
  }
}
