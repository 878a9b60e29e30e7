package io.hooklane.dispatcher.lane;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The lanes of endpoints that ask for order, on one event loop. Of each key one item is under way,
 * and it keeps its place until it has left for good: it may be put off and sent again as often as
 * it takes, and what came after it waits. A lane that holds many items blocks where they come from,
 * instead of refusing any. Confined to one thread.
 *
 * @param <K> whose lane
 * @param <T> what goes through it
 */
final class OrderedLanes<K, T extends OrderedLanes.Item> {

  /** Something that keeps its order. */
  interface Item {

    /** No more shall come from where this came from. */
    void blockSource();

    /** More may come from where this came from, as far as this lane is concerned. */
    void unblockSource();
  }

  private final int queued;
  private final int totalInFlight;
  private final Consumer<T> send;
  private final Map<K, Lane<T>> lanes = new HashMap<>();
  private final Queue<Lane<T>> turns = new ArrayDeque<>();
  private final Queue<T> departing = new ArrayDeque<>();
  private boolean departuresUnderWay;
  private int inFlight;
  private int held;

  /**
   * No lanes yet.
   *
   * @param queued items in one lane from which on it blocks its source, 1 or more
   * @param totalInFlight items under way in all lanes, at most, 1 or more
   * @param send called for each item whose turn it is; {@link #left} or {@link #putOff} must follow
   *     once, and may come while this is still being called
   */
  OrderedLanes(int queued, int totalInFlight, Consumer<T> send) {
    if (queued < 1 || totalInFlight < 1) {
      throw new IllegalArgumentException("Each bound of an ordered lane must be 1 or more");
    }
    this.queued = queued;
    this.totalInFlight = totalInFlight;
    this.send = send;
  }

  /** Takes an item behind all others of its key. */
  void add(K key, T item) {
    Lane<T> lane = lanes.computeIfAbsent(key, absent -> new Lane<>());
    lane.items.add(item);
    held++;
    if (lane.blocking == null && lane.items.size() >= queued) {
      lane.blocking = item;
      item.blockSource();
    }
    if (lane.items.size() == 1) {
      start(lane);
    }
    depart();
  }

  /** The item that was sent has left for good: the next one follows. */
  void left(K key) {
    Lane<T> lane = underWay(key);
    inFlight--;
    lane.state = State.IDLE;
    lane.items.remove();
    held--;
    if (lane.items.isEmpty()) {
      unblock(lane);
      lanes.remove(key);
    } else {
      unblockIfHalfEmpty(lane);
      start(lane);
    }
    takeTurns();
    depart();
  }

  /** The item that was sent keeps its place, and is sent again when {@link #resume} says so. */
  void putOff(K key) {
    Lane<T> lane = underWay(key);
    inFlight--;
    lane.state = State.PUT_OFF;
    takeTurns();
    depart();
  }

  /** Sends again what was put off, unless it was removed meanwhile. */
  void resume(K key, T item) {
    Lane<T> lane = lanes.get(key);
    if (lane != null && lane.state == State.PUT_OFF && lane.items.peek() == item) {
      start(lane);
      depart();
    }
  }

  /** Takes out what matches of all that is not under way, in its order. */
  void removeWaiting(Predicate<T> matches, Consumer<T> removed) {
    for (Map.Entry<K, Lane<T>> entry : new ArrayList<>(lanes.entrySet())) {
      Lane<T> lane = entry.getValue();
      T head = lane.items.peek();
      lane.items.removeIf(item -> remove(lane, item, matches, removed));
      if (lane.items.isEmpty()) {
        unblock(lane);
        lanes.remove(entry.getKey());
        turns.remove(lane);
      } else {
        unblockIfHalfEmpty(lane);
        if (lane.items.peek() != head) {
          turns.remove(lane);
          start(lane);
        }
      }
    }
    depart();
  }

  private boolean remove(Lane<T> lane, T item, Predicate<T> matches, Consumer<T> removed) {
    boolean underWay = lane.state == State.UNDER_WAY && lane.items.peek() == item;
    if (underWay || !matches.test(item)) {
      return false;
    }
    held--;
    removed.accept(item);
    return true;
  }

  int inFlight() {
    return inFlight;
  }

  /** Items in all lanes, those under way included. */
  int held() {
    return held;
  }

  int size() {
    return lanes.size();
  }

  private void start(Lane<T> lane) {
    if (inFlight < totalInFlight) {
      send(lane);
    } else {
      lane.state = State.WAITS_FOR_TURN;
      turns.add(lane);
    }
  }

  private void takeTurns() {
    while (inFlight < totalInFlight) {
      Lane<T> lane = turns.poll();
      if (lane == null) {
        return;
      }
      send(lane);
    }
  }

  private void send(Lane<T> lane) {
    lane.state = State.UNDER_WAY;
    inFlight++;
    departing.add(lane.items.element());
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

  private void unblockIfHalfEmpty(Lane<T> lane) {
    if (lane.items.size() <= queued / 2) {
      unblock(lane);
    }
  }

  private void unblock(Lane<T> lane) {
    T blocking = lane.blocking;
    if (blocking != null) {
      lane.blocking = null;
      blocking.unblockSource();
    }
  }

  private Lane<T> underWay(K key) {
    Lane<T> lane = lanes.get(key);
    if (lane == null || lane.state != State.UNDER_WAY) {
      throw new IllegalStateException("Nothing is under way in that lane");
    }
    return lane;
  }

  private enum State {
    IDLE,
    WAITS_FOR_TURN,
    UNDER_WAY,
    PUT_OFF
  }

  private static final class Lane<T> {
    final Queue<T> items = new ArrayDeque<>(4);
    State state = State.IDLE;

    /** Whose source is blocked for this lane; null when none is. */
    @Nullable T blocking;
  }
}
