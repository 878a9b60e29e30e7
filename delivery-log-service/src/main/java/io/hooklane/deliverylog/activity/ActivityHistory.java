package io.hooklane.deliverylog.activity;

import java.util.Arrays;

/**
 * The latest events, numbered as they came. The oldest makes room for the newest; what is missing
 * is known by its place in the topic. Not for several threads.
 */
final class ActivityHistory {

  private final ActivityEvent[] events;

  /** Of each partition, the first offset from which on nothing is missing. */
  private long[] complete = {};

  private long first;
  private long end;

  ActivityHistory(int capacity) {
    this.events = new ActivityEvent[capacity];
  }

  /** From this offset on, this partition is followed. */
  void begin(int partition, long offset) {
    if (partition >= complete.length) {
      complete = Arrays.copyOf(complete, partition + 1);
    }
    complete[partition] = offset;
  }

  void add(ActivityEvent event) {
    if (end - first == events.length) {
      ActivityEvent oldest = get(first++);
      complete[oldest.partition()] = oldest.offset() + 1;
    }
    events[index(end++)] = event;
  }

  /** The event of this number, which is from {@link #first} on, and before {@link #end}. */
  ActivityEvent get(long number) {
    return events[index(number)];
  }

  /** The number of the oldest event. */
  long first() {
    return first;
  }

  /** The number of the event that comes next. */
  long end() {
    return end;
  }

  /** Whether a stream that has come as far as this has missed something that is not here. */
  boolean isMissingSince(Positions positions) {
    for (int partition = 0; partition < complete.length; partition++) {
      if (partition < positions.partitions() && positions.in(partition) < complete[partition]) {
        return true;
      }
    }
    return false;
  }

  private int index(long number) {
    return (int) (number % events.length);
  }
}
