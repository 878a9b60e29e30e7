package io.hooklane.dispatcher.intake;

import io.hooklane.contracts.delivery.Delivery;
import io.hooklane.contracts.topic.Topics;
import io.hooklane.dispatcher.reporting.Finishing;
import io.hooklane.topics.RecordHeaders;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jboss.logging.Logger;

/**
 * What was finished just before partitions were taken over, though its offset could not be
 * committed any more: the last reports say so. Without it the deliveries of the last moments before
 * a crash would be made twice; with it only those of which nobody knows how they ended. It is a
 * help, not a promise: what cannot be read in time is made again.
 */
final class FinishedLately {

  private static final Logger LOG = Logger.getLogger(FinishedLately.class);
  private static final int REPORTS_PER_PARTITION = 1_000;
  private static final int BYTES_PER_FETCH = 16 << 20;
  private static final int BYTES_PER_PARTITION = 2 << 20;
  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final Duration POLL = Duration.ofMillis(100);

  private final Map<String, Object> settings;

  /**
   * @param kafka how to reach Kafka
   */
  FinishedLately(Map<String, Object> kafka) {
    settings = new HashMap<>(kafka);
    settings.put(
        ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
    settings.put(
        ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    settings.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, BYTES_PER_FETCH);
    settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, BYTES_PER_PARTITION);
    settings.put(
        ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, Math.toIntExact(PATIENCE.toMillis()));
    settings.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, Math.toIntExact(PATIENCE.toMillis()));
  }

  /** The deliveries that were finished, by the offset of their records, of each partition. */
  Map<TopicPartition, Map<Long, String>> of(Map<TopicPartition, OffsetTracker> trackers) {
    try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(settings)) {
      Map<TopicPartition, OffsetTracker> unfinished = unfinished(consumer, trackers);
      return unfinished.isEmpty() ? Map.of() : read(consumer, unfinished);
    } catch (KafkaException e) {
      LOG.warnf("what was finished lately is unknown reason=%s", e.toString());
      return Map.of();
    }
  }

  private static Map<TopicPartition, OffsetTracker> unfinished(
      KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, OffsetTracker> trackers) {
    Map<TopicPartition, Long> ends = consumer.endOffsets(trackers.keySet());
    return trackers.entrySet().stream()
        .filter(entry -> entry.getValue().committable() >= 0)
        .filter(entry -> entry.getValue().committable() < ends.getOrDefault(entry.getKey(), 0L))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private static Map<TopicPartition, Map<Long, String>> read(
      KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, OffsetTracker> unfinished) {
    Map<TopicPartition, Long> ends = seekToLast(consumer, unfinished.keySet());
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    Map<TopicPartition, Map<Long, String>> finished = new HashMap<>();
    while (!ends.isEmpty() && System.nanoTime() < deadline) {
      for (ConsumerRecord<byte[], byte[]> report : consumer.poll(POLL)) {
        Finishing finishing = Finishing.readFrom(report.headers());
        OffsetTracker tracker = finishing == null ? null : unfinished.get(finishing.partition());
        String delivery = RecordHeaders.source(report.headers()).text(Delivery.ID_HEADER);
        if (finishing != null
            && tracker != null
            && delivery != null
            && finishing.offset() >= tracker.committable()) {
          finished
              .computeIfAbsent(finishing.partition(), first -> new HashMap<>())
              .put(finishing.offset(), delivery);
        }
      }
      ends.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
    }
    LOG.infof("finished lately records=%d", finished.values().stream().mapToInt(Map::size).sum());
    return finished;
  }

  /** Where each partition ends of those that reports on these may lie in, but for empty ones. */
  private static Map<TopicPartition, Long> seekToLast(
      KafkaConsumer<byte[], byte[]> consumer, Collection<TopicPartition> deliveries) {
    List<TopicPartition> all =
        consumer.partitionsFor(Topics.ATTEMPTS.name()).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    // Endpoints are spread alike over topics with as many partitions, or a multiple of them.
    Set<Integer> numbers =
        deliveries.stream().map(one -> one.partition() % all.size()).collect(Collectors.toSet());
    List<TopicPartition> attempts =
        all.stream().filter(one -> numbers.contains(one.partition())).toList();
    consumer.assign(attempts);
    Map<TopicPartition, Long> begins = consumer.beginningOffsets(attempts);
    Map<TopicPartition, Long> ends = new HashMap<>(consumer.endOffsets(attempts));
    ends.forEach(
        (partition, end) ->
            consumer.seek(
                partition,
                Math.max(begins.getOrDefault(partition, 0L), end - REPORTS_PER_PARTITION)));
    ends.entrySet().removeIf(end -> end.getValue() <= begins.getOrDefault(end.getKey(), 0L));
    return ends;
  }
}
