package io.hooklane.dispatcher.lane;

import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Lanes that wait until there is room among the attempts under way, in the order in which they
 * came: a line of those that are proven to be quick and one of the others, which take turns.
 * Confined to one thread.
 */
final class Turns<K, T extends Lanes.Item<K>> {

  private final Occupancy occupancy;
  private final Queue<Lane<K, T>> proven = new ArrayDeque<>();
  private final Queue<Lane<K, T>> unproven = new ArrayDeque<>();
  private boolean unprovenAreNext;

  Turns(Occupancy occupancy) {
    this.occupancy = occupancy;
  }

  void add(Lane<K, T> lane) {
    lane.waitsForTurn = true;
    lane.application().joinedLineOfAll();
    (lane.proven() ? proven : unproven).add(lane);
  }

  /** Takes out the lane whose turn it is; null when there is none, or no room for it. */
  @Nullable Lane<K, T> next() {
    boolean unprovenFirst = unprovenAreNext;
    unprovenAreNext = !unprovenAreNext;
    Lane<K, T> lane = next(unprovenFirst);
    return lane == null ? next(!unprovenFirst) : lane;
  }

  private @Nullable Lane<K, T> next(boolean ofUnproven) {
    Lane<K, T> lane =
        occupancy.hasRoomInFlight(!ofUnproven) ? (ofUnproven ? unproven : proven).poll() : null;
    if (lane != null) {
      lane.waitsForTurn = false;
      lane.application().leftLineOfAll();
    }
    return lane;
  }
}
