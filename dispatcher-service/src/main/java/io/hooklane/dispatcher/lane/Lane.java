package io.hooklane.dispatcher.lane;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The queue of one endpoint, and how many of its attempts are under way. */
final class Lane<T> {

  private final Queue<T> queue = new ArrayDeque<>(4);
  private int inFlight;
  private boolean saturated;
  private boolean waitsForTurn;

  void enqueue(T item) {
    queue.add(item);
  }

  /** The next to be sent, now under way; null when there is none or too many are. */
  @Nullable T next(int inFlightLimit) {
    if (inFlight >= inFlightLimit) {
      return null;
    }
    T item = queue.poll();
    if (item != null) {
      inFlight++;
    }
    return item;
  }

  void finished() {
    inFlight--;
  }

  /** Takes out of the queue what matches, and counts it. */
  int removeQueued(Predicate<T> matches, Consumer<T> removed) {
    int before = queue.size();
    queue.removeIf(
        item -> {
          boolean match = matches.test(item);
          if (match) {
            removed.accept(item);
          }
          return match;
        });
    return before - queue.size();
  }

  int held() {
    return queue.size() + inFlight;
  }

  boolean hasQueued() {
    return !queue.isEmpty();
  }

  /** Whether it refused something and has not become half empty since. */
  boolean saturated() {
    return saturated;
  }

  void setSaturated(boolean saturated) {
    this.saturated = saturated;
  }

  /** Whether it is in the line of lanes that may send when there is room for all. */
  boolean waitsForTurn() {
    return waitsForTurn;
  }

  void setWaitsForTurn(boolean waitsForTurn) {
    this.waitsForTurn = waitsForTurn;
  }
}
