package io.hooklane.dispatcher.reporting;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Writes records until Kafka has acknowledged them, however long that takes. Never blocks its
 * callers, so event loops may call it: what the producer cannot take at once is tried again later.
 * How much waits is bounded by its callers, who hold a record in hand for each write.
 */
public final class KafkaWriter implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(KafkaWriter.class);
  private static final long BUFFER_BYTES = 64L << 20;
  private static final int LARGEST_REQUEST_BYTES = 16 << 20;
  private static final int BATCH_BYTES = 128 << 10;

  /** Nobody waits for what is written here, and each request costs the broker as much as many. */
  private static final int LINGER_MS = 20;

  private static final int REQUEST_TIMEOUT_MS = 10_000;
  private static final int DELIVERY_TIMEOUT_MS = 30_000;
  private static final long FIRST_PAUSE_MS = 20;
  private static final long LONGEST_PAUSE_MS = 1_000;

  private final KafkaProducer<byte[], byte[]> producer;
  private final ScheduledExecutorService later =
      Executors.newSingleThreadScheduledExecutor(
          task -> Thread.ofPlatform().daemon().name("kafka-writer-again").unstarted(task));

  /**
   * A writer of its own connection.
   *
   * @param kafka how to reach Kafka
   */
  public KafkaWriter(Map<String, Object> kafka, String clientId) {
    producer = new KafkaProducer<>(settings(kafka, clientId));
  }

  /**
   * Writes a record.
   *
   * @param acknowledged called once, when all in-sync replicas have it, on a thread that must not
   *     be blocked; never called when the writer is closed before
   */
  public void write(ProducerRecord<byte[], byte[]> outgoing, Runnable acknowledged) {
    new Write(outgoing, acknowledged).attempt();
  }

  /** Waits for what is under way, no longer than this; what is not acknowledged then is dropped. */
  public void close(Duration patience) {
    producer.close(patience);
    later.shutdownNow();
  }

  @Override
  public void close() {
    close(Duration.ofSeconds(5));
  }

  private final class Write implements Callback {

    private final ProducerRecord<byte[], byte[]> outgoing;
    private final Runnable acknowledged;
    private long pause = FIRST_PAUSE_MS;

    Write(ProducerRecord<byte[], byte[]> outgoing, Runnable acknowledged) {
      this.outgoing = outgoing;
      this.acknowledged = acknowledged;
    }

    void attempt() {
      try {
        producer.send(outgoing, this);
      } catch (RuntimeException e) {
        again(e);
      }
    }

    @Override
    public void onCompletion(@Nullable RecordMetadata metadata, @Nullable Exception failure) {
      if (failure == null) {
        acknowledged.run();
      } else {
        again(failure);
      }
    }

    private void again(Exception failure) {
      if (later.isShutdown()) {
        return;
      }
      if (pause >= LONGEST_PAUSE_MS) {
        LOG.warnf(
            "write not acknowledged, trying again topic=%s reason=%s",
            outgoing.topic(), failure.toString());
      }
      later.schedule(this::attempt, pause, TimeUnit.MILLISECONDS);
      pause = Math.min(LONGEST_PAUSE_MS, pause * 2);
    }
  }

  private static Map<String, Object> settings(Map<String, Object> kafka, String clientId) {
    Map<String, Object> settings = new HashMap<>(kafka);
    settings.put(ProducerConfig.CLIENT_ID_CONFIG, clientId);
    settings.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName());
    settings.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName());
    settings.put(ProducerConfig.LINGER_MS_CONFIG, LINGER_MS);
    settings.put(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
    settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, BUFFER_BYTES);
    settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, LARGEST_REQUEST_BYTES);
    settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MS);
    settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_TIMEOUT_MS);
    // Neither missing metadata nor a full buffer may hold up an event loop.
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 0);
    return settings;
  }
}
