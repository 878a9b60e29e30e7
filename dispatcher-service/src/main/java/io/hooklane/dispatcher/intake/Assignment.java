package io.hooklane.dispatcher.intake;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.kafka.common.TopicPartition;

/**
 * One partition for as long as it is assigned. Whatever was taken from it belongs to this
 * assignment: when the partition is assigned again, that is another one, and late completions of
 * this one count for nothing. But for {@link #ended()}, confined to the intake's thread.
 */
final class Assignment {

  private final TopicPartition partition;
  private final OffsetTracker tracker;
  private final Deque<Taking> takings = new ArrayDeque<>();
  private int held;
  private volatile boolean ended;

  /** When offsets from this one on were taken. */
  private record Taking(long firstOffset, Instant at) {}

  Assignment(TopicPartition partition, OffsetTracker tracker) {
    this.partition = partition;
    this.tracker = tracker;
  }

  TopicPartition partition() {
    return partition;
  }

  OffsetTracker tracker() {
    return tracker;
  }

  /** Whether nothing of it may be sent any more. Any thread may ask. */
  boolean ended() {
    return ended;
  }

  void end() {
    ended = true;
  }

  /** Notes that taking goes on at this offset. */
  void takingFrom(long offset, Instant now) {
    takings.addLast(new Taking(offset, now));
  }

  void taken() {
    held++;
  }

  void letGo() {
    held--;
  }

  /** Records in hand. */
  int held() {
    return held;
  }

  /** Since when the oldest unfinished record is in hand; now when there is none. */
  Instant oldestUnfinishedSince(Instant now) {
    if (tracker.span() == 0) {
      takings.clear();
      return now;
    }
    Taking oldest = takings.peekFirst();
    while (oldest != null) {
      Taking first = takings.removeFirst();
      oldest = takings.peekFirst();
      if (oldest == null || oldest.firstOffset() > tracker.committable()) {
        takings.addFirst(first);
        return first.at();
      }
    }
    return now;
  }
}
