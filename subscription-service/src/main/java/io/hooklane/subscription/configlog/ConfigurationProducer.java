package io.hooklane.subscription.configlog;

import io.hooklane.contracts.topic.Topics;
import io.hooklane.topics.ConfigurationLog;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes to the configuration log's topic. For one thread. */
final class ConfigurationProducer implements AutoCloseable {

  private static final Duration CLOSE = Duration.ofSeconds(2);

  private final KafkaProducer<byte[], byte[]> producer;

  ConfigurationProducer(ConfigurationLog log, Duration deliveryTimeout) {
    this.producer = new KafkaProducer<>(settings(log, deliveryTimeout));
  }

  /**
   * Publishes these changes in their order and returns when Kafka has acknowledged all of them.
   *
   * @throws UnpublishedException when it has not; any of them may be written or not
   */
  void publish(List<OutboxRow> changes) {
    List<Future<RecordMetadata>> sent = new ArrayList<>(changes.size());
    for (OutboxRow change : changes) {
      sent.add(
          producer.send(
              new ProducerRecord<>(
                  Topics.CONFIGURATION.name(),
                  change.key.getBytes(StandardCharsets.UTF_8),
                  change.value)));
    }
    producer.flush();
    try {
      for (Future<RecordMetadata> acknowledgement : sent) {
        acknowledgement.get();
      }
    } catch (ExecutionException e) {
      throw new UnpublishedException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnpublishedException(e);
    }
  }

  @Override
  public void close() {
    producer.close(CLOSE);
  }

  private static Map<String, Object> settings(ConfigurationLog log, Duration deliveryTimeout) {
    int millis = Math.toIntExact(deliveryTimeout.toMillis());
    Map<String, Object> settings = new HashMap<>(log.producing());
    settings.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName());
    settings.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName());
    settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, millis);
    settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, Math.min(millis, 4_000));
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, millis);
    settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 1_000_000);
    return settings;
  }
}
