package io.hooklane.subscription;

import io.hooklane.contracts.configuration.Configuration;
import io.hooklane.contracts.configuration.ConfigurationKey;
import io.hooklane.contracts.topic.Topics;
import io.hooklane.topics.ConfigurationCodec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What another service would find in the configuration log at this moment. */
public final class ConfigurationTopic {

  private final String bootstrapServers;

  public ConfigurationTopic(String bootstrapServers) {
    this.bootstrapServers = bootstrapServers;
  }

  /** One record: its key and its value, which is empty for a tombstone. */
  public record Entry(String key, String raw) {

    /** What it says; empty for a tombstone. */
    public Optional<Configuration> configuration() {
      return raw.isEmpty()
          ? Optional.empty()
          : Optional.of(
              ConfigurationCodec.read(
                  ConfigurationKey.parse(key).orElseThrow(), raw.getBytes(StandardCharsets.UTF_8)));
    }
  }

  /** Every record, oldest first. */
  public List<Entry> entries() {
    TopicPartition partition = new TopicPartition(Topics.CONFIGURATION.name(), 0);
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrapServers),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
      List<Entry> entries = new ArrayList<>();
      while (consumer.position(partition) < end) {
        consumer.poll(Duration.ofMillis(200)).forEach(it -> entries.add(entry(it)));
      }
      return entries;
    }
  }

  /** The values of one key as they stand there, oldest first. */
  public List<String> raw(String key) {
    return entries().stream().filter(it -> it.key().equals(key)).map(Entry::raw).toList();
  }

  /** The records of one key, oldest first. */
  public List<Entry> entries(ConfigurationKey.Kind kind, String id) {
    String key = new ConfigurationKey(kind, id).text();
    return entries().stream().filter(it -> it.key().equals(key)).toList();
  }

  private static Entry entry(ConsumerRecord<byte[], byte[]> entry) {
    String key = new String(entry.key(), StandardCharsets.UTF_8);
    return new Entry(
        key, entry.value() == null ? "" : new String(entry.value(), StandardCharsets.UTF_8));
  }
}
