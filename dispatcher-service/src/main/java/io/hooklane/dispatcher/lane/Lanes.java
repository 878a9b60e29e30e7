package io.hooklane.dispatcher.lane;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The lanes of one event loop: each key's items leave in the order in which they came, so many at a
 * time, and no key waits because of another's, except that all together are bounded and then take
 * turns. A lane exists only while there is something in it. Confined to one thread.
 *
 * @param <K> whose lane
 * @param <T> what goes through it
 */
final class Lanes<K, T> {

  private final LaneLimits limits;
  private final Consumer<T> send;
  private final Map<K, Lane<T>> lanes = new HashMap<>();
  private final Queue<K> turns = new ArrayDeque<>();
  private final Queue<T> departing = new ArrayDeque<>();
  private boolean departuresUnderWay;
  private int inFlight;
  private int held;
  private int saturated;

  /**
   * No lanes yet.
   *
   * @param send called for each item whose turn it is; {@link #finished} must follow once for each,
   *     and may come while this is still being called
   */
  Lanes(LaneLimits limits, Consumer<T> send) {
    this.limits = limits;
    this.send = send;
  }

  /** Takes an item, and sends it now or later; false when its lane is full. */
  boolean offer(K key, T item) {
    Lane<T> lane = lanes.computeIfAbsent(key, absent -> new Lane<>());
    if (lane.held() >= limits.heldShare(held)) {
      saturate(lane);
      return false;
    }
    lane.enqueue(item);
    held++;
    if (lane.saturated()) {
      saturated++;
    }
    advance(key, lane);
    depart();
    return true;
  }

  /** An item that was sent has come to its end. */
  void finished(K key) {
    Lane<T> lane = lanes.get(key);
    if (lane == null) {
      throw new IllegalStateException("Nothing is under way in that lane");
    }
    lane.finished();
    inFlight--;
    released(lane, 1);
    advance(key, lane);
    takeTurns();
    removeIfIdle(key, lane);
    depart();
  }

  /** Takes out what matches of all that is not under way. */
  void removeQueued(Predicate<T> matches, Consumer<T> removed) {
    for (K key : new ArrayList<>(lanes.keySet())) {
      Lane<T> lane = lanes.get(key);
      if (lane != null) {
        released(lane, lane.removeQueued(matches, removed));
        removeIfIdle(key, lane);
      }
    }
  }

  /** Items in lanes that are full: they will be long. */
  int saturated() {
    return saturated;
  }

  int inFlight() {
    return inFlight;
  }

  int held() {
    return held;
  }

  int size() {
    return lanes.size();
  }

  private void advance(K key, Lane<T> lane) {
    while (inFlight < limits.totalInFlight()) {
      T item = lane.next(limits.inFlightShare(inFlight));
      if (item == null) {
        break;
      }
      inFlight++;
      departing.add(item);
    }
    if (lane.hasQueued() && !lane.waitsForTurn() && inFlight >= limits.totalInFlight()) {
      lane.setWaitsForTurn(true);
      turns.add(key);
    }
  }

  private void takeTurns() {
    while (inFlight < limits.totalInFlight()) {
      K key = turns.poll();
      if (key == null) {
        return;
      }
      Lane<T> lane = lanes.get(key);
      if (lane != null && lane.waitsForTurn()) {
        lane.setWaitsForTurn(false);
        T item = lane.next(limits.inFlightShare(inFlight));
        if (item != null) {
          inFlight++;
          departing.add(item);
          if (lane.hasQueued()) {
            lane.setWaitsForTurn(true);
            turns.add(key);
          }
        }
      }
    }
  }

  /** Sends what departs, also what is added meanwhile, without calling itself. */
  private void depart() {
    if (departuresUnderWay) {
      return;
    }
    departuresUnderWay = true;
    try {
      for (T item = departing.poll(); item != null; item = departing.poll()) {
        send.accept(item);
      }
    } finally {
      departuresUnderWay = false;
    }
  }

  private void saturate(Lane<T> lane) {
    if (!lane.saturated()) {
      lane.setSaturated(true);
      saturated += lane.held();
    }
  }

  private void released(Lane<T> lane, int count) {
    held -= count;
    if (lane.saturated()) {
      saturated -= count;
      if (lane.held() <= (limits.inFlight() + limits.queued()) / 2
          && lane.held() <= limits.heldShare(held) / 2) {
        lane.setSaturated(false);
        saturated -= lane.held();
      }
    }
  }

  private void removeIfIdle(K key, Lane<T> lane) {
    if (lane.held() == 0) {
      if (lane.saturated()) {
        lane.setSaturated(false);
      }
      lanes.remove(key, lane);
    }
  }
}
