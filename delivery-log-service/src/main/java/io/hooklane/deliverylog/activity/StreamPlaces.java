package io.hooklane.deliverylog.activity;

import io.hooklane.management.ApiException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntConsumer;

/** How many streams are open, and of whom: a bounded number. For several threads. */
final class StreamPlaces {

  private final int all;
  private final int ofOneCaller;
  private final IntConsumer taken;
  private final Map<String, Integer> byCaller = new HashMap<>();
  private int open;

  /**
   * So many places.
   *
   * @param taken told how many are taken, whenever that changes
   */
  StreamPlaces(int all, int ofOneCaller, IntConsumer taken) {
    this.all = all;
    this.ofOneCaller = ofOneCaller;
    this.taken = taken;
  }

  /**
   * Takes one.
   *
   * @return to be run when its stream has ended, once or more
   * @throws ApiException 503 when there is none left, 429 when there is none for this caller
   */
  synchronized Runnable take(String caller) {
    if (open >= all) {
      throw ApiException.unavailable("As many streams as this service has are open; try again");
    }
    int ofCaller = byCaller.getOrDefault(caller, 0);
    if (ofCaller >= ofOneCaller) {
      throw new ApiException(
          429,
          "too_many_requests",
          "This key has as many streams open as it may; close one, or try again");
    }
    byCaller.put(caller, ofCaller + 1);
    taken.accept(++open);
    AtomicBoolean left = new AtomicBoolean();
    return () -> {
      if (left.compareAndSet(false, true)) {
        leave(caller);
      }
    };
  }

  private synchronized void leave(String caller) {
    byCaller.computeIfPresent(caller, (same, count) -> count > 1 ? count - 1 : null);
    taken.accept(--open);
  }
}
