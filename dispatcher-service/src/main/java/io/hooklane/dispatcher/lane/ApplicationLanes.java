package io.hooklane.dispatcher.lane;

import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** What one application's lanes take together, and those of them that wait because of that. */
final class ApplicationLanes<K, T extends Lanes.Item<K>> {

  private final Object key;
  private final BytesHeld.OfApplication bytes;
  private final Room all = new Room();
  private final Room unproven = new Room();
  private @Nullable Queue<Lane<K, T>> turns;
  private int lanes;

  ApplicationLanes(Object key, BytesHeld.OfApplication bytes) {
    this.key = key;
    this.bytes = bytes;
  }

  Object key() {
    return key;
  }

  /** What it holds on all event loops. */
  BytesHeld.OfApplication bytes() {
    return bytes;
  }

  Room all() {
    return all;
  }

  /** Of its lanes that are not known to be quick. */
  Room unproven() {
    return unproven;
  }

  void laneAdded() {
    lanes++;
  }

  /** A lane is no more; true when that was the last. */
  boolean laneRemoved() {
    lanes--;
    return lanes == 0;
  }

  void addToTurns(Lane<K, T> lane) {
    Queue<Lane<K, T>> line = turns;
    if (line == null) {
      line = new ArrayDeque<>();
      turns = line;
    }
    line.add(lane);
  }

  /** The lane that has waited for longest; null when none does. */
  @Nullable Lane<K, T> nextTurn() {
    return turns == null ? null : turns.poll();
  }

  boolean anyWaits() {
    return turns != null && !turns.isEmpty();
  }
}
