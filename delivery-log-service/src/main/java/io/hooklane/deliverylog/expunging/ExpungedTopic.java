package io.hooklane.deliverylog.expunging;

import io.hooklane.contracts.message.ExpungedMessage;
import io.hooklane.contracts.topic.Topics;
import io.hooklane.management.ApiException;
import io.hooklane.topics.ConfigurationLog;
import io.hooklane.topics.RecordHeaders;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jboss.logging.Logger;

/** Tells all dispatchers of expunged messages. */
@Singleton
class ExpungedTopic {

  private static final Logger LOG = Logger.getLogger(ExpungedTopic.class);
  private static final byte[] NOTHING = {};
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final KafkaProducer<byte[], byte[]> producer;

  ExpungedTopic(ConfigurationLog configuration) {
    Map<String, Object> settings = configuration.producing();
    settings.put(ProducerConfig.CLIENT_ID_CONFIG, "hooklane-delivery-log-expunged");
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, PATIENCE.toMillis());
    settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, Math.toIntExact(PATIENCE.toMillis()));
    settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Math.toIntExact(PATIENCE.toMillis()));
    this.producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /**
   * Returns when Kafka has it.
   *
   * @throws ApiException 503 when it does not within 5 s
   */
  void write(ExpungedMessage message) {
    ProducerRecord<byte[], byte[]> outgoing =
        new ProducerRecord<>(
            Topics.EXPUNGED.name(),
            message.message().value().getBytes(StandardCharsets.US_ASCII),
            NOTHING);
    message.writeTo(RecordHeaders.sink(outgoing.headers()));
    try {
      producer.send(outgoing).get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException | KafkaException e) {
      LOG.warnf("Kafka is away reason=%s", e.toString());
      throw ApiException.unavailable("Kafka is away; try again");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw ApiException.unavailable("Interrupted; try again");
    }
  }

  @PreDestroy
  void close() {
    producer.close(Duration.ofSeconds(1));
  }
}
