package io.hooklane.subscription;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.hooklane.contracts.id.EnvironmentId;
import io.hooklane.contracts.message.Message;
import io.hooklane.contracts.topic.Topics;
import io.hooklane.topics.RecordHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The messages of one environment, as they stand on their topic at this moment. */
public final class MessagesTopic {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final String bootstrapServers;
  private final EnvironmentId environment;

  public MessagesTopic(String bootstrapServers, EnvironmentId environment) {
    this.bootstrapServers = bootstrapServers;
    this.environment = environment;
  }

  /** A message and its payload. */
  public record Entry(Message message, String raw) {

    /** The payload's field {@code data}. */
    public JsonNode data() {
      try {
        return JSON.readTree(raw).path("data");
      } catch (JsonProcessingException e) {
        throw new AssertionError(raw, e);
      }
    }
  }

  /** Their event types; of one application in the order in which they were accepted. */
  public List<String> types() {
    return entries().stream().map(it -> it.message().eventType()).toList();
  }

  /** All of them. */
  public List<Entry> entries() {
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrapServers),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(Topics.MESSAGES.name()).stream()
              .map(it -> new TopicPartition(it.topic(), it.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      List<Entry> entries = new ArrayList<>();
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        consumer.poll(Duration.ofMillis(200)).forEach(it -> add(entries, it));
      }
      return entries;
    }
  }

  private void add(List<Entry> entries, ConsumerRecord<byte[], byte[]> entry) {
    Message message = Message.readFrom(RecordHeaders.source(entry.headers()));
    if (message.environment().equals(environment)) {
      entries.add(new Entry(message, new String(entry.value(), StandardCharsets.UTF_8)));
    }
  }
}
