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
 * this one count for nothing. But for {@link #ended()}, {@link #concludes()} and being blocked,
 * confined to the intake's thread.
 *
 * <p>It ends in two steps. Once it has <em>ended</em>, nothing of it is sent any more, and attempts
 * under way are waited for. Once it is <em>released</em>, what is not yet concluded is the next
 * owner's, who takes it again. Between the two, an attempt that ends is concluded here; and what
 * began to be concluded before the release is counted by the last commit, which waits for Kafka to
 * acknowledge it.
 */
final class Assignment {

  private final TopicPartition partition;
  private final boolean ordered;
  private final boolean due;
  private final OffsetTracker tracker;
  private final Map<Long, String> finishedLately;
  private final Deque<Taking> takings = new ArrayDeque<>();
  private final AtomicInteger blocks = new AtomicInteger();
  private final AtomicInteger concluding = new AtomicInteger();
  private int held;
  private volatile boolean ended;
  private volatile boolean released;

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

  /** From now on, what is not concluded is left to the next owner. */
  void release() {
    ended = true;
    released = true;
  }

  /**
   * Begins to conclude one of its records: to write what follows from it, which {@link
   * #concluded()} ends. Any thread may do so.
   *
   * <p>It counts before it looks, and {@link #release()} is followed by a look at the count. So
   * whatever is under way on two threads at once, either this sees the release and nothing is
   * begun, or who released it sees that something is.
   *
   * @return false when it is released, and so is the next owner's to conclude
   */
  boolean concludes() {
    concluding.incrementAndGet();
    if (released) {
      concluding.decrementAndGet();
      return false;
    }
    return true;
  }

  void concluded() {
    concluding.decrementAndGet();
  }

  /** Whether the conclusion of some record has begun and is not noted yet. */
  boolean anyConcluding() {
    return concluding.get() > 0;
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
