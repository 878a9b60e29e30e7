package io.hooklane.bench.bare;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** What one poll brought: where its end lies, and how much of it has not been answered. */
record Batch(Map<TopicPartition, OffsetAndMetadata> end, AtomicInteger left) {

  static Batch of(ConsumerRecords<byte[], byte[]> records) {
    Map<TopicPartition, OffsetAndMetadata> end = new HashMap<>();
    for (TopicPartition partition : records.partitions()) {
      end.put(partition, new OffsetAndMetadata(records.records(partition).getLast().offset() + 1));
    }
    return new Batch(end, new AtomicInteger(records.count()));
  }

  boolean isDone() {
    return left.get() == 0;
  }
}
