package io.hooklane.deliverylog.recording;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/**
 * The records that are polled and not yet written, with how far they reach, and when they are to be
 * written: when there are enough of them, or the first has waited long enough. Bounded by twice the
 * limits, since a poll brings at most as much again. Not for several threads.
 */
final class Gathering {

  private final RecordingConfig config;
  private final List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
  private final Map<TopicPartition, Long> nextOffsets = new HashMap<>();
  private long bytes;
  private long begunAt;

  Gathering(RecordingConfig config) {
    this.config = config;
  }

  /**
   * Takes what a poll brought; also how far it went over records that are none, such as markers.
   */
  void add(ConsumerRecords<byte[], byte[]> polled, long nowNanos) {
    polled.nextOffsets().forEach((partition, next) -> reached(partition, next.offset(), nowNanos));
    for (ConsumerRecord<byte[], byte[]> entry : polled) {
      records.add(entry);
      bytes += Math.max(0, entry.serializedValueSize());
    }
  }

  /** Everything before this offset of this partition is written or stands here. */
  void reached(TopicPartition partition, long nextOffset, long nowNanos) {
    if (nextOffsets.isEmpty()) {
      begunAt = nowNanos;
    }
    nextOffsets.put(partition, nextOffset);
  }

  /**
   * How long until this is to be written; zero or less when it is; the bound when there is none.
   */
  Duration untilDue(long nowNanos, Duration bound) {
    if (nextOffsets.isEmpty()) {
      return bound;
    }
    if (records.size() >= config.maxRecords() || bytes >= config.maxBytes()) {
      return Duration.ZERO;
    }
    Duration left = config.linger().minusNanos(nowNanos - begunAt);
    return left.compareTo(bound) < 0 ? left : bound;
  }

  List<ConsumerRecord<byte[], byte[]>> records() {
    return records;
  }

  Map<TopicPartition, Long> nextOffsets() {
    return nextOffsets;
  }

  /** It is written: begin anew. */
  void clear() {
    records.clear();
    nextOffsets.clear();
    bytes = 0;
  }
}
