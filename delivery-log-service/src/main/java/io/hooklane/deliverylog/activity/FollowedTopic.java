package io.hooklane.deliverylog.activity;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * A topic that is followed in all of its partitions, without a group: every replica sees all of it,
 * and nothing is committed. Not for several threads.
 */
final class FollowedTopic implements AutoCloseable {

  /** How far back it is gone at most, in each partition, for who comes back. */
  private static final long LONGEST_RETURN = 1_000;

  private static final int MOST_AT_ONCE = 2_000;
  private static final int METADATA_AGE_MS = 30_000;

  private final String topic;
  private final Consumer<byte[], byte[]> consumer;
  private int partitions;

  FollowedTopic(String topic, Map<String, Object> kafka) {
    this.topic = topic;
    Map<String, Object> settings = new HashMap<>(kafka);
    settings.put(ConsumerConfig.CLIENT_ID_CONFIG, "hooklane-activity-" + topic);
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
    settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MOST_AT_ONCE);
    settings.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, METADATA_AGE_MS);
    settings.put(
        ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
    settings.put(
        ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
    this.consumer = new KafkaConsumer<>(settings);
  }

  /**
   * Follows it from its present end, or from these positions where that is not too far back.
   *
   * @return the present end of each partition
   */
  long[] begin(Optional<Positions> from) {
    List<TopicPartition> all = assignAll();
    Map<TopicPartition, Long> begins = consumer.beginningOffsets(all);
    long[] ends = new long[all.size()];
    consumer
        .endOffsets(all)
        .forEach(
            (partition, end) -> {
              ends[partition.partition()] = end;
              long earliest = Math.max(begins.getOrDefault(partition, 0L), end - LONGEST_RETURN);
              long wanted = from.map(known -> known.in(partition.partition())).orElse(end);
              consumer.seek(partition, Math.clamp(wanted, Math.min(earliest, end), end));
            });
    return ends;
  }

  /** Where this partition is read next. */
  long position(int partition) {
    return consumer.position(new TopicPartition(topic, partition));
  }

  int partitions() {
    return partitions;
  }

  /**
   * Follows partitions that were added meanwhile, from their beginning.
   *
   * @return how many these are
   */
  int followNew() {
    int before = partitions;
    if (consumer.partitionsFor(topic).size() <= before) {
      return 0;
    }
    List<TopicPartition> all = assignAll();
    consumer.seekToBeginning(
        all.stream().filter(partition -> partition.partition() >= before).toList());
    return all.size() - before;
  }

  ConsumerRecords<byte[], byte[]> poll(Duration wait) {
    return consumer.poll(wait);
  }

  @Override
  public void close() {
    consumer.close();
  }

  private List<TopicPartition> assignAll() {
    List<TopicPartition> all = new ArrayList<>();
    consumer
        .partitionsFor(topic)
        .forEach(partition -> all.add(new TopicPartition(topic, partition.partition())));
    consumer.assign(all);
    partitions = all.size();
    return all;
  }
}
