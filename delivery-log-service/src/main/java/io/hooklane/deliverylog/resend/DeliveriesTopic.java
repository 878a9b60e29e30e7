package io.hooklane.deliverylog.resend;

import io.hooklane.contracts.delivery.Delivery;
import io.hooklane.contracts.topic.Topics;
import io.hooklane.topics.ConfigurationLog;
import io.hooklane.topics.RecordHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Writes deliveries to {@code hooklane.deliveries}; any thread may. Also those to endpoints that
 * ask for order: what is sent by hand is not ordered.
 */
final class DeliveriesTopic implements AutoCloseable {

  private static final int LARGEST_REQUEST_BYTES = 16 << 20;
  private static final long BUFFER_BYTES = 64L << 20;
  private static final Duration END_WAIT = Duration.ofSeconds(5);

  private final KafkaProducer<byte[], byte[]> producer;

  /**
   * A connection of its own.
   *
   * @param longestCall how long a write may block, for what the client does not know yet
   * @param patience how long a write is tried
   */
  DeliveriesTopic(
      ConfigurationLog configurationLog, String name, Duration longestCall, Duration patience) {
    Map<String, Object> settings = new HashMap<>(configurationLog.producing());
    settings.put(ProducerConfig.CLIENT_ID_CONFIG, name);
    settings.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName());
    settings.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName());
    settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, LARGEST_REQUEST_BYTES);
    settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, BUFFER_BYTES);
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, longestCall.toMillis());
    settings.put(
        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
        (int) Math.min(Integer.MAX_VALUE, patience.toMillis()));
    settings.put(
        ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) Math.min(10_000, patience.toMillis()));
    settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    this.producer = new KafkaProducer<>(settings);
  }

  /** Completes when all in-sync replicas have it; fails when it was given up. */
  CompletableFuture<Void> write(Delivery delivery, byte[] body) {
    ProducerRecord<byte[], byte[]> entry =
        new ProducerRecord<>(
            Topics.DELIVERIES.name(),
            delivery.endpoint().value().getBytes(StandardCharsets.UTF_8),
            body);
    delivery.writeTo(RecordHeaders.sink(entry.headers()));
    CompletableFuture<Void> acknowledged = new CompletableFuture<>();
    producer.send(
        entry,
        (metadata, failure) -> {
          if (failure == null) {
            acknowledged.complete(null);
          } else {
            acknowledged.completeExceptionally(failure);
          }
        });
    return acknowledged;
  }

  @Override
  public void close() {
    producer.close(END_WAIT);
  }
}
