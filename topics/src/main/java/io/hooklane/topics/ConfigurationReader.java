package io.hooklane.topics;

import io.hooklane.contracts.configuration.ConfigurationKey;
import io.hooklane.contracts.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Follows the configuration log from its first record on a thread of its own, and tells how far it
 * has got, so that a service can wait for what an API answer promised (<em>read your writes</em>).
 *
 * <p>Its futures complete on its own threads: what hangs on them must not block.
 */
public final class ConfigurationReader implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(ConfigurationReader.class);
  private static final TopicPartition PARTITION =
      new TopicPartition(Topics.CONFIGURATION.name(), 0);
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final int BROKER_HOLDS_AN_EMPTY_FETCH_MS = 1_000;
  private static final Duration PAUSE_AFTER_FAILURE = Duration.ofMillis(500);

  private final Map<String, Object> kafka;
  private final ConfigurationListener listener;
  private final Thread thread = new Thread(this::run, "configuration-log");
  private final CountDownLatch closed = new CountDownLatch(1);

  /**
   * Asks for the log's end. Not the consumer itself: a broker answers one request per connection at
   * a time, so the question would wait behind a fetch that waits for news.
   */
  private final Admin admin;

  private final Object lock = new Object();
  private final PriorityQueue<Waiter> waiters =
      new PriorityQueue<>(Comparator.comparingLong(Waiter::offset));
  private boolean asking;
  private @Nullable CompletableFuture<Void> nextQuestion;

  private volatile long nextOffset;

  private record Waiter(long offset, CompletableFuture<Void> reached) {}

  /**
   * Not started yet.
   *
   * @param kafka how to reach Kafka; the reader adds its consumer settings
   */
  public ConfigurationReader(Map<String, Object> kafka, ConfigurationListener listener) {
    this.kafka = Map.copyOf(kafka);
    this.listener = listener;
    this.admin = Admin.create(new HashMap<>(kafka));
  }

  /** Begins to follow the log. */
  public void start() {
    thread.setDaemon(true);
    thread.start();
  }

  /** The first offset that is not applied yet: everything before it is. */
  public long nextOffset() {
    return nextOffset;
  }

  /**
   * Completes once everything that stood in the log at the moment of this call is applied; fails
   * when Kafka does not tell how much that is.
   */
  public CompletableFuture<Void> caughtUp() {
    CompletableFuture<Void> question;
    synchronized (lock) {
      if (asking) {
        // The answer under way may be older than this question: join the one after it.
        if (nextQuestion == null) {
          nextQuestion = new CompletableFuture<>();
        }
        return nextQuestion;
      }
      asking = true;
      question = new CompletableFuture<>();
    }
    ask(question);
    return question;
  }

  /** Completes once every record before this offset is applied. */
  public CompletableFuture<Void> applied(long offset) {
    if (nextOffset >= offset) {
      return CompletableFuture.completedFuture(null);
    }
    CompletableFuture<Void> reached = new CompletableFuture<>();
    synchronized (lock) {
      waiters.add(new Waiter(offset, reached));
    }
    completeWaiters();
    return reached;
  }

  @Override
  public void close() {
    closed.countDown();
    admin.close(Duration.ofSeconds(1));
    try {
      thread.join(POLL.plusSeconds(1));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void ask(CompletableFuture<Void> question) {
    admin
        .listOffsets(Map.of(PARTITION, OffsetSpec.latest()))
        .partitionResult(PARTITION)
        .whenComplete(
            (end, failure) -> {
              if (failure == null) {
                applied(end.offset()).thenRun(() -> question.complete(null));
              } else {
                question.completeExceptionally(failure);
              }
              askNext();
            });
  }

  private void askNext() {
    CompletableFuture<Void> question;
    synchronized (lock) {
      question = nextQuestion;
      nextQuestion = null;
      asking = question != null;
    }
    if (question != null) {
      ask(question);
    }
  }

  private void run() {
    while (closed.getCount() > 0) {
      try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(consumerSettings())) {
        consumer.assign(List.of(PARTITION));
        consumer.seek(PARTITION, nextOffset);
        follow(consumer);
      } catch (RuntimeException e) {
        LOG.error("configuration log interrupted, following it again", e);
        pause();
      }
    }
  }

  private void follow(KafkaConsumer<byte[], byte[]> consumer) {
    while (closed.getCount() > 0) {
      for (ConsumerRecord<byte[], byte[]> configuration : consumer.poll(POLL)) {
        apply(configuration);
      }
      nextOffset = consumer.position(PARTITION);
      completeWaiters();
    }
  }

  private void apply(ConsumerRecord<byte[], byte[]> entry) {
    try {
      Optional<ConfigurationKey> key =
          ConfigurationKey.parse(new String(entry.key(), StandardCharsets.UTF_8));
      if (key.isEmpty()) {
        return;
      }
      if (entry.value() == null) {
        listener.removed(key.get());
      } else {
        listener.changed(ConfigurationCodec.read(key.get(), entry.value()));
      }
    } catch (RuntimeException e) {
      // One unusable record must not keep all later configuration from this service.
      LOG.errorf(e, "configuration record skipped offset=%d", entry.offset());
    }
  }

  private void completeWaiters() {
    while (true) {
      Waiter waiter;
      synchronized (lock) {
        waiter = waiters.peek();
        if (waiter == null || waiter.offset() > nextOffset) {
          return;
        }
        waiters.remove();
      }
      waiter.reached().complete(null);
    }
  }

  private void pause() {
    try {
      closed.await(PAUSE_AFTER_FAILURE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Map<String, Object> consumerSettings() {
    Map<String, Object> settings = new HashMap<>(kafka);
    settings.put(
        ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
    settings.put(
        ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
    settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, BROKER_HOLDS_AN_EMPTY_FETCH_MS);
    settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
    return settings;
  }
}
