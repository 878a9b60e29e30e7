package io.hooklane.dispatcher.reporting;

import io.hooklane.contracts.topic.Topic;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Writes records until Kafka has acknowledged them, however long that takes. Never blocks its
 * callers, so event loops may call it: what the producer cannot take at once is tried again later,
 * and what comes for the same topic meanwhile waits behind it, since those that wait in a delay
 * tier wait for the one before them. How much waits is bounded by its callers, who hold a record in
 * hand for each write.
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
  private static final long LINE_PAUSE_MS = 20;
  private static final int TRIES_PER_WARNING = 50;

  /** A tier that nothing was written to for five minutes would be forgotten otherwise. */
  private static final Duration TOPICS_KNOWN_FOR = Duration.ofDays(3_650);

  private static final long FIRST_PAUSE_MS = 20;
  private static final long LONGEST_PAUSE_MS = 1_000;

  private final KafkaProducer<byte[], byte[]> producer;
  private final Map<String, Line> lines = new ConcurrentHashMap<>();
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

  /** Has it known where these topics are written to before there is something to be written. */
  public void expect(Collection<Topic> topics) {
    for (Topic topic : topics) {
      try {
        producer.partitionsFor(topic.name());
      } catch (TimeoutException e) {
        // Not known yet; but it has been asked for.
      }
    }
  }

  /**
   * Writes a record.
   *
   * @param acknowledged called once, when all in-sync replicas have it, on a thread that must not
   *     be blocked; never called when the writer is closed before
   */
  public void write(ProducerRecord<byte[], byte[]> outgoing, Runnable acknowledged) {
    Write write = new Write(outgoing, acknowledged);
    Line line = lines.get(outgoing.topic());
    if (line == null || !line.join(write)) {
      write.attempt();
    }
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
    private @Nullable Thread trying;
    private @Nullable Exception refused;

    Write(ProducerRecord<byte[], byte[]> outgoing, Runnable acknowledged) {
      this.outgoing = outgoing;
      this.acknowledged = acknowledged;
    }

    void attempt() {
      if (tryIt()) {
        return;
      }
      if (refused instanceof RetriableException) {
        standInLine();
      } else {
        again(refused);
      }
    }

    /** Whether the producer has taken it. If not, it says so before {@code send} returns. */
    boolean tryIt() {
      refused = null;
      trying = Thread.currentThread();
      try {
        producer.send(outgoing, this);
      } catch (RuntimeException e) {
        refused = e;
      }
      trying = null;
      return refused == null;
    }

    /**
     * It is refused for what it is, so nothing need wait behind it; it is tried again by itself.
     */
    boolean isHopeless() {
      boolean hopeless = !(refused instanceof RetriableException);
      if (hopeless) {
        again(refused);
      }
      return hopeless;
    }

    private void standInLine() {
      boolean joined = false;
      while (!joined) {
        joined = lines.computeIfAbsent(outgoing.topic(), Line::new).join(this);
      }
    }

    @Override
    public void onCompletion(@Nullable RecordMetadata metadata, @Nullable Exception failure) {
      if (failure == null) {
        acknowledged.run();
      } else if (trying == Thread.currentThread()) {
        refused = failure;
      } else {
        again(failure);
      }
    }

    private void again(@Nullable Exception failure) {
      if (later.isShutdown()) {
        return;
      }
      if (pause >= LONGEST_PAUSE_MS) {
        LOG.warnf(
            "write not acknowledged, trying again topic=%s reason=%s",
            outgoing.topic(), String.valueOf(failure));
      }
      later.schedule(this::attempt, pause, TimeUnit.MILLISECONDS);
      pause = Math.min(LONGEST_PAUSE_MS, pause * 2);
    }
  }

  /** What the producer could not take for a topic, in order; it ends when it has taken all. */
  private final class Line {

    private final String topic;
    private final Deque<Write> waiting = new ArrayDeque<>();
    private boolean begun;
    private boolean over;
    private int tries;

    Line(String topic) {
      this.topic = topic;
    }

    /** False when it has ended. */
    synchronized boolean join(Write write) {
      if (over) {
        return false;
      }
      waiting.add(write);
      if (!begun) {
        begun = true;
        goOnLater();
      }
      return true;
    }

    private void goOn() {
      boolean more = true;
      while (more) {
        more = goOnWithTheFirst();
      }
    }

    /** One at a time, so that nobody who joins waits for all of them. */
    private synchronized boolean goOnWithTheFirst() {
      Write first = waiting.peek();
      if (first == null) {
        over = true;
        lines.remove(topic, this);
        return false;
      }
      if (first.tryIt() || first.isHopeless()) {
        waiting.poll();
        return true;
      }
      tries++;
      if (tries % TRIES_PER_WARNING == 0) {
        LOG.warnf(
            "writes not taken, trying again topic=%s count=%d reason=%s",
            topic, waiting.size(), first.refused);
      }
      goOnLater();
      return false;
    }

    private void goOnLater() {
      if (!later.isShutdown()) {
        later.schedule(this::goOn, LINE_PAUSE_MS, TimeUnit.MILLISECONDS);
      }
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
    settings.put(ProducerConfig.METADATA_MAX_IDLE_CONFIG, TOPICS_KNOWN_FOR.toMillis());
    return settings;
  }
}
