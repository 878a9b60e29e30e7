package io.hooklane.ingest.message;

import io.hooklane.contracts.message.Message;
import io.hooklane.contracts.topic.Topics;
import io.hooklane.topics.RecordHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Puts messages on their topic. */
public final class MessageSender implements AutoCloseable {

  /** The largest record that can be sent, headers included; as large as the topic takes. */
  public static final int LARGEST_RECORD = 4 * 1024 * 1024;

  private static final Duration WARM_UP = Duration.ofSeconds(30);
  private static final Duration WARM_UP_PAUSE = Duration.ofMillis(20);
  private static final long FOR_EVER_MS = Duration.ofDays(3_650).toMillis();

  private final KafkaProducer<byte[], byte[]> producer;

  /**
   * A sender of its own connection.
   *
   * @param kafka how to reach Kafka
   * @param acknowledgement how long a send may take, tries again included
   * @param block how long a send may block its caller while Kafka takes less than it is given; zero
   *     where an event loop sends: it then fails at once
   */
  public MessageSender(Map<String, Object> kafka, Duration acknowledgement, Duration block) {
    Map<String, Object> settings = new HashMap<>(kafka);
    settings.put(ProducerConfig.LINGER_MS_CONFIG, 2);
    settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, LARGEST_RECORD);
    settings.put(
        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Math.toIntExact(acknowledgement.toMillis()));
    settings.put(
        ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
        Math.toIntExact(Math.min(30_000, acknowledgement.toMillis() / 2)));
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, block.toMillis());
    // What is known of the topic is kept: with it a send needs no answer from a broker.
    settings.put(ProducerConfig.METADATA_MAX_IDLE_CONFIG, FOR_EVER_MS);
    this.producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /**
   * Waits until sends can succeed; blocks.
   *
   * @throws IllegalStateException when Kafka cannot be reached
   */
  public void warmUp() throws InterruptedException {
    long deadline = System.nanoTime() + WARM_UP.toNanos();
    while (true) {
      try {
        producer.partitionsFor(Topics.MESSAGES.name());
        return;
      } catch (TimeoutException e) {
        if (System.nanoTime() > deadline) {
          throw new IllegalStateException("Kafka cannot be reached", e);
        }
        Thread.sleep(WARM_UP_PAUSE);
      }
    }
  }

  /**
   * Sends a message. Completes on the client's own thread once it is acknowledged by all in-sync
   * replicas; fails otherwise, when it may still have been written.
   */
  public CompletableFuture<Void> send(Message message, byte[] payload) {
    CompletableFuture<Void> acknowledged = new CompletableFuture<>();
    ProducerRecord<byte[], byte[]> entry =
        new ProducerRecord<>(
            Topics.MESSAGES.name(), message.key().getBytes(StandardCharsets.UTF_8), payload);
    message.writeTo(RecordHeaders.sink(entry.headers()));
    try {
      producer.send(
          entry,
          (metadata, failure) -> {
            if (failure == null) {
              acknowledged.complete(null);
            } else {
              acknowledged.completeExceptionally(failure);
            }
          });
    } catch (RuntimeException e) {
      acknowledged.completeExceptionally(e);
    }
    return acknowledged;
  }

  /** Sends what is waiting now, and waits until all of it is acknowledged or has failed. */
  public void flush() {
    producer.flush();
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(10));
  }
}
