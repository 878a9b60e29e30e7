package io.hooklane.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads {@code hooklane.rejected}, as an operator would. */
final class Rejected {

  private static final String TOPIC = "hooklane.rejected";

  private final String bootstrap;

  Rejected(String bootstrap) {
    this.bootstrap = bootstrap;
  }

  /**
   * Waits until records with all of these keys are there, at most 30 s.
   *
   * @return the records by their keys
   */
  Map<String, ConsumerRecord<byte[], byte[]>> awaits(Set<String> keys) {
    Properties settings = new Properties();
    settings.put("bootstrap.servers", bootstrap);
    settings.put("auto.offset.reset", "earliest");
    Map<String, ConsumerRecord<byte[], byte[]>> found = new HashMap<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.assign(
          consumer.partitionsFor(TOPIC).stream()
              .map(partition -> new TopicPartition(TOPIC, partition.partition()))
              .toList());
      Instant deadline = Instant.now().plusSeconds(30);
      while (!found.keySet().containsAll(keys) && Instant.now().isBefore(deadline)) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
          if (record.key() != null) {
            found.put(new String(record.key(), UTF_8), record);
          }
        }
      }
    }
    if (!found.keySet().containsAll(keys)) {
      throw new AssertionError("Of " + keys + " only these were rejected: " + found.keySet());
    }
    return found;
  }

  /** Why a record was rejected; empty when it does not say. */
  static String reason(ConsumerRecord<byte[], byte[]> record) {
    Header reason = record.headers().lastHeader("hooklane_rejected_reason");
    return reason == null ? "" : new String(reason.value(), UTF_8);
  }
}
