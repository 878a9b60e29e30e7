package io.hooklane.deliverylog;

import io.hooklane.contracts.delivery.Delivery;
import io.hooklane.contracts.delivery.Trigger;
import io.hooklane.contracts.id.EndpointId;
import io.hooklane.contracts.topic.Topics;
import io.hooklane.topics.RecordHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What the dispatcher would take: all that stands in {@code hooklane.deliveries}. */
public final class DeliveryTopic implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(50);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final List<Sent> all = new ArrayList<>();

  /** A delivery with its body. */
  public record Sent(Delivery delivery, String key, String body) {}

  public DeliveryTopic(String bootstrapServers) {
    consumer =
        new KafkaConsumer<>(
            Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> partitions =
        consumer.partitionsFor(Topics.DELIVERIES.name()).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    partitions.forEach(consumer::position);
  }

  /** All that came since this was opened and was sent to this endpoint by hand. */
  public List<Sent> byHand(EndpointId endpoint) {
    Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
    while (ends.entrySet().stream()
        .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
      for (ConsumerRecord<byte[], byte[]> entry : consumer.poll(POLL)) {
        if (entry.headers().lastHeader(Delivery.ID_HEADER) != null) {
          all.add(
              new Sent(
                  Delivery.readFrom(RecordHeaders.source(entry.headers())),
                  new String(entry.key(), StandardCharsets.UTF_8),
                  new String(entry.value(), StandardCharsets.UTF_8)));
        }
      }
    }
    return all.stream()
        .filter(sent -> sent.delivery().endpoint().equals(endpoint))
        .filter(sent -> sent.delivery().trigger() == Trigger.MANUAL)
        .toList();
  }

  /** Of these, what tasks sent. */
  public List<Sent> byTasks(EndpointId endpoint) {
    return byHand(endpoint).stream().filter(sent -> sent.delivery().task() != null).toList();
  }

  @Override
  public void close() {
    consumer.close();
  }
}
