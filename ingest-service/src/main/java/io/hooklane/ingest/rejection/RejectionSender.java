package io.hooklane.ingest.rejection;

import io.hooklane.contracts.HeaderSink;
import io.hooklane.contracts.topic.Topics;
import io.hooklane.topics.RecordHeaders;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Puts records on the topic of rejected ones: as they came, with the reason in headers. */
public final class RejectionSender implements AutoCloseable {

  private static final String OURS = "hooklane_rejected_";
  private static final int LARGEST_RECORD = 4 * 1024 * 1024;

  private final KafkaProducer<byte[], byte[]> producer;
  private final Clock clock;

  /**
   * A sender of its own connection.
   *
   * @param acknowledgement how long a send may take, tries again included
   */
  public RejectionSender(Map<String, Object> kafka, Duration acknowledgement, Clock clock) {
    Map<String, Object> settings = new HashMap<>(kafka);
    settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, LARGEST_RECORD);
    settings.put(
        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Math.toIntExact(acknowledgement.toMillis()));
    this.producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    this.clock = clock;
  }

  /**
   * Sends a record. One that does not fit the topic goes without its value, which a header says:
   * where it came from stands beside it. Completes once acknowledged; may block while Kafka takes
   * less than it is given.
   */
  public CompletableFuture<Void> send(ConsumerRecord<byte[], byte[]> entry, Rejection rejection) {
    return send(rejected(entry, entry.value(), rejection))
        .exceptionallyCompose(
            failure ->
                failure instanceof RecordTooLargeException
                    ? send(withoutValue(entry, rejection))
                    : CompletableFuture.failedFuture(failure));
  }

  /** Sends what is waiting now, and waits until all of it is acknowledged or has failed. */
  public void flush() {
    producer.flush();
  }

  private CompletableFuture<Void> send(ProducerRecord<byte[], byte[]> entry) {
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

  private ProducerRecord<byte[], byte[]> rejected(
      ConsumerRecord<byte[], byte[]> entry, byte[] value, Rejection rejection) {
    ProducerRecord<byte[], byte[]> rejected =
        new ProducerRecord<>(Topics.REJECTED.name(), entry.key(), value);
    for (Header header : entry.headers()) {
      // Those of an earlier rejection are replaced: the record may have been put back by hand.
      if (!header.key().startsWith(OURS)) {
        rejected.headers().add(header);
      }
    }
    HeaderSink headers = RecordHeaders.sink(rejected.headers());
    headers.add(OURS + "code", rejection.code().wireName());
    headers.add(OURS + "reason", rejection.reason());
    headers.add(OURS + "topic", entry.topic());
    headers.add(OURS + "partition", entry.partition());
    headers.add(OURS + "offset", entry.offset());
    headers.add(OURS + "at", clock.instant().toString());
    return rejected;
  }

  private ProducerRecord<byte[], byte[]> withoutValue(
      ConsumerRecord<byte[], byte[]> entry, Rejection rejection) {
    ProducerRecord<byte[], byte[]> rejected = rejected(entry, new byte[0], rejection);
    RecordHeaders.sink(rejected.headers()).add(OURS + "value_bytes", entry.value().length);
    return rejected;
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(10));
  }
}
