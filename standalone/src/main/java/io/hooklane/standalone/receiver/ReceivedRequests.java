package io.hooklane.standalone.receiver;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.LongFunction;

/** The last requests, bounded in number and in characters; the oldest go first. */
final class ReceivedRequests {

  private final int maximum;
  private final int maximumWeight;
  private final Deque<ReceivedRequest> newestFirst = new ArrayDeque<>();
  private int weight;
  private long count;

  ReceivedRequests(int maximum, int maximumWeight) {
    this.maximum = maximum;
    this.maximumWeight = maximumWeight;
  }

  /** Adds the request that is made for the next number. */
  synchronized void add(LongFunction<ReceivedRequest> request) {
    count++;
    ReceivedRequest added = request.apply(count);
    newestFirst.addFirst(added);
    weight += added.weight();
    while (newestFirst.size() > maximum || (weight > maximumWeight && newestFirst.size() > 1)) {
      weight -= newestFirst.removeLast().weight();
    }
  }

  /** Those with a higher number than that, newest first. */
  synchronized List<ReceivedRequest> after(long number) {
    List<ReceivedRequest> found = new ArrayList<>();
    for (ReceivedRequest request : newestFirst) {
      if (request.number() <= number) {
        break;
      }
      found.add(request);
    }
    return found;
  }

  /** How many came since the start. */
  synchronized long count() {
    return count;
  }
}
