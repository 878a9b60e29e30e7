package io.hooklane.subscription.sample;

import io.hooklane.contracts.message.Message;
import io.hooklane.contracts.topic.Topics;
import io.hooklane.management.ApiException;
import io.hooklane.topics.ConfigurationLog;
import io.hooklane.topics.RecordHeaders;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
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
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Puts messages on their topic. */
@Singleton
class MessageWriter {

  private static final Duration CLOSE = Duration.ofSeconds(2);

  private final KafkaProducer<byte[], byte[]> producer;

  MessageWriter(ConfigurationLog log, SampleConfig config) {
    this.producer = new KafkaProducer<>(settings(log, config.acknowledgeTimeout()));
  }

  /**
   * Writes messages and returns when Kafka has acknowledged each.
   *
   * @throws ApiException 503 when it has not in time; any of them may be written or not
   */
  void write(List<SentSample> samples) {
    List<Future<RecordMetadata>> sent = new ArrayList<>(samples.size());
    try {
      for (SentSample sample : samples) {
        sent.add(producer.send(entry(sample)));
      }
      for (Future<RecordMetadata> acknowledgement : sent) {
        acknowledgement.get();
      }
    } catch (ExecutionException | KafkaException e) {
      if (e instanceof InterruptException) {
        Thread.currentThread().interrupt();
      }
      throw unacknowledged();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unacknowledged();
    }
  }

  void close(@Observes ShutdownEvent event) {
    producer.close(CLOSE);
  }

  private static ProducerRecord<byte[], byte[]> entry(SentSample sample) {
    Message message = sample.message();
    ProducerRecord<byte[], byte[]> entry =
        new ProducerRecord<>(
            Topics.MESSAGES.name(),
            message.key().getBytes(StandardCharsets.UTF_8),
            sample.payload().getBytes(StandardCharsets.UTF_8));
    message.writeTo(RecordHeaders.sink(entry.headers()));
    return entry;
  }

  private static ApiException unacknowledged() {
    return ApiException.unavailable("Kafka did not take the sample in time; try again");
  }

  private static Map<String, Object> settings(ConfigurationLog log, Duration acknowledgement) {
    int millis = Math.toIntExact(acknowledgement.toMillis());
    Map<String, Object> settings = new HashMap<>(log.producing());
    settings.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName());
    settings.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName());
    settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, millis);
    settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, millis / 2);
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, (long) millis);
    return settings;
  }
}
