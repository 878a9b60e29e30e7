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
  private int inLineOfAll;

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

  /**
   * Takes out the lane that has waited for longest; null when none does. What was in those before
   * it has left them meanwhile, and they wait no longer.
   */
  @Nullable Lane<K, T> nextTurn() {
    Queue<Lane<K, T>> line = turns;
    if (line == null) {
      return null;
    }
    Lane<K, T> lane = line.poll();
    while (lane != null && lane.queued() == 0) {
      lane.waitsForTurn = false;
      lane = line.poll();
    }
    return lane;
  }

  /** One of its lanes waits for those of all applications. */
  void joinedLineOfAll() {
    inLineOfAll++;
  }

  /** It does not any more. */
  void leftLineOfAll() {
    inLineOfAll--;
  }

  /** Whether nothing is going to have the next of its lanes go on that wait for its others. */
  boolean standsStill() {
    return all.inFlight() == 0 && inLineOfAll == 0;
  }
}
