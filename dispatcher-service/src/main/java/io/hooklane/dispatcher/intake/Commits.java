package io.hooklane.dispatcher.intake;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/**
 * Commits what is done of a consumer's partitions, one commit under way at a time, and reads it
 * again. Confined to the consumer's thread.
 */
public final class Commits {

  private static final Logger LOG = Logger.getLogger(Commits.class);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final long intervalNanos;
  private final Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>();
  private long lastNanos = System.nanoTime();
  private boolean underWay;

  /** Commits at most once in each interval. */
  public Commits(KafkaConsumer<byte[], byte[]> consumer, Duration interval) {
    this.consumer = consumer;
    this.intervalNanos = interval.toNanos();
  }

  /** What is known to be done of these partitions, which were just assigned. */
  public Map<TopicPartition, OffsetTracker> resume(Iterable<TopicPartition> assigned) {
    Map<TopicPartition, OffsetTracker> trackers = new HashMap<>();
    assigned.forEach(partition -> trackers.put(partition, new OffsetTracker()));
    consumer
        .committed(trackers.keySet())
        .forEach(
            (partition, last) -> {
              if (last != null) {
                trackers.put(partition, OffsetTracker.resumedAt(last.offset(), last.metadata()));
              }
            });
    return trackers;
  }

  /** Commits without waiting, when the interval has passed and something was finished. */
  public void commitIfMoved(Supplier<Map<TopicPartition, OffsetTracker>> trackers) {
    long now = System.nanoTime();
    if (underWay || now - lastNanos < intervalNanos) {
      return;
    }
    lastNanos = now;
    Map<TopicPartition, OffsetAndMetadata> moved = moved(trackers.get());
    if (moved.isEmpty()) {
      return;
    }
    underWay = true;
    consumer.commitAsync(
        moved,
        (offsets, failure) -> {
          underWay = false;
          if (failure == null) {
            committed.putAll(offsets);
          } else {
            // The next commit holds all that this one did.
            LOG.warnf("commit failed, will be made again reason=%s", failure.toString());
          }
        });
  }

  /** Commits and waits, a bounded time; for partitions that are let go. */
  public void commitLast(Map<TopicPartition, OffsetTracker> trackers) {
    Map<TopicPartition, OffsetAndMetadata> moved = moved(trackers);
    if (!moved.isEmpty()) {
      try {
        consumer.commitSync(moved, PATIENCE);
      } catch (KafkaException e) {
        // Whoever takes the partitions repeats what was not committed.
        LOG.warnf("last commit failed reason=%s", e.toString());
      }
    }
    forget(trackers.keySet());
  }

  /** Forgets partitions that are no longer assigned. */
  public void forget(Iterable<TopicPartition> partitions) {
    partitions.forEach(committed::remove);
  }

  private Map<TopicPartition, OffsetAndMetadata> moved(
      Map<TopicPartition, OffsetTracker> trackers) {
    Map<TopicPartition, OffsetAndMetadata> moved = new HashMap<>();
    trackers.forEach(
        (partition, tracker) -> {
          if (tracker.committable() >= 0) {
            OffsetAndMetadata present =
                new OffsetAndMetadata(tracker.committable(), tracker.finishedBeyond());
            if (!present.equals(committed.get(partition))) {
              moved.put(partition, present);
            }
          }
        });
    return moved;
  }
}
