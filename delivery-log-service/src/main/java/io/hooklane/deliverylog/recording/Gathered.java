package io.hooklane.deliverylog.recording;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * What is written at once.
 *
 * @param nextOffsets the first offset of each partition that is neither in here nor was in what was
 *     taken before; of partitions that came further only
 */
record Gathered(List<ReadRecord> records, Map<TopicPartition, Long> nextOffsets) {

  boolean isEmpty() {
    return records.isEmpty() && nextOffsets.isEmpty();
  }
}
