package io.hooklane.dispatcher.intake;

import io.hooklane.contracts.delivery.Delivery;
import io.hooklane.contracts.topic.Topics;
import io.hooklane.topics.RecordHeaders;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * One partition for as long as it is assigned. Whatever was taken from it belongs to this
 * assignment: when the partition is assigned again, that is another one, and late completions of
 * this one count for nothing. But for {@link #ended()} and being blocked, confined to the intake's
 * thread.
 */
final class Assignment {

  private final TopicPartition partition;
  private final boolean ordered;
  private final boolean due;
  private final OffsetTracker tracker;
  private final Map<Long, String> finishedLately;
  private final Deque<Taking> takings = new ArrayDeque<>();
  private final AtomicInteger blocks = new AtomicInteger();
  private int held;
  private volatile boolean ended;

  /** When offsets from this one on were taken. */
  private record Taking(long firstOffset, Instant at) {}

  /**
   * A partition from now on.
   *
   * @param finishedLately deliveries that are done although the tracker does not know, by offset
   */
  Assignment(TopicPartition partition, OffsetTracker tracker, Map<Long, String> finishedLately) {
    this.partition = partition;
    this.ordered = partition.topic().equals(Topics.ORDERED_DELIVERIES.name());
    this.due = partition.topic().equals(Topics.DUE_DELIVERIES.name());
    this.tracker = tracker;
    this.finishedLately = new HashMap<>(finishedLately);
  }

  TopicPartition partition() {
    return partition;
  }

  /** Whether what is taken of it keeps its order. */
  boolean ordered() {
    return ordered;
  }

  /** Whether what is taken of it has waited for its moment. */
  boolean due() {
    return due;
  }

  /** Takes no more until each of those who block it has unblocked it. Any thread may do so. */
  void block() {
    blocks.incrementAndGet();
  }

  void unblock() {
    blocks.decrementAndGet();
  }

  boolean blocked() {
    return blocks.get() > 0;
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

  /** Takes a record; false when it is done already. */
  boolean takes(ConsumerRecord<byte[], byte[]> polled) {
    if (!tracker.take(polled.offset())) {
      return false;
    }
    if (!finishedLately.isEmpty()) {
      String finished = finishedLately.remove(polled.offset());
      if (finished != null
          && finished.equals(RecordHeaders.source(polled.headers()).text(Delivery.ID_HEADER))) {
        tracker.finish(polled.offset());
        return false;
      }
    }
    return true;
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
