package io.hooklane.subscription.routing;

import io.hooklane.contracts.topic.Topics;
import io.hooklane.topics.ConfigurationLog;
import io.hooklane.topics.PollPace;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Polls messages and has them resolved, on one thread of its own. An offset is committed only after
 * all deliveries of its message are acknowledged.
 *
 * <p>A plain consumer and not a channel of the messaging framework, since three things hang on the
 * moment of a poll and of a rebalance: the wait for the configuration log comes after the poll that
 * fetched a message; the commit comes after the whole batch; and what is remembered of a partition
 * against repeats is forgotten in the same step that gives the partition away.
 */
@Singleton
@Readiness
public class RoutingLoop implements HealthCheck {

  private static final Logger LOG = Logger.getLogger(RoutingLoop.class);
  static final String GROUP = "hooklane-resolver";
  private static final Duration IDLE_POLL = Duration.ofSeconds(1);
  private static final Duration BETWEEN_POLLS = Duration.ofMillis(8);
  private static final Duration COMMIT_INTERVAL = Duration.ofMillis(100);
  private static final Duration LAST_COMMIT = Duration.ofSeconds(2);
  private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);

  /** A dead instance's partitions are taken over after this; the broker allows no less. */
  private static final int SESSION_TIMEOUT_MS = 6_000;

  private static final int HEARTBEAT_MS = 2_000;

  /** Beyond any payload that ingest accepts. */
  private static final int MAX_REQUEST_BYTES = 4 * 1024 * 1024;

  private final RoutingConfig config;
  private final RoutingTable table;
  private final ConfigurationLog log;
  private final RoutingMetrics metrics;
  private final Clock clock;
  private final SeenMessages seen;
  private final Map<TopicPartition, OffsetAndMetadata> uncommitted = new HashMap<>();
  private final Thread thread = new Thread(this::run, "resolver");
  private final CountDownLatch stopping = new CountDownLatch(1);
  private volatile @Nullable KafkaConsumer<byte[], byte[]> current;
  private long committedAt;

  /** Wired by the container. */
  public RoutingLoop(
      RoutingConfig config,
      RoutingTable table,
      ConfigurationLog log,
      MeterRegistry registry,
      Clock clock) {
    this.config = config;
    this.table = table;
    this.log = log;
    this.metrics = RoutingMetrics.in(registry);
    this.seen = new SeenMessages(config.repeatWindow(), config.repeatWindowEntries(), clock);
    this.clock = clock;
  }

  void start(@Observes StartupEvent event) {
    thread.setDaemon(true);
    thread.start();
  }

  void stop(@Observes ShutdownEvent event) throws InterruptedException {
    stopping.countDown();
    KafkaConsumer<byte[], byte[]> consumer = current;
    if (consumer != null) {
      consumer.wakeup();
    }
    thread.join(config.stopTimeout().toMillis());
    thread.interrupt();
    thread.join(PAUSE_AFTER_FAILURE.toMillis());
  }

  /** Ready while the thread lives. */
  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("resolver").status(thread.isAlive()).build();
  }

  private void run() {
    while (stopping.getCount() > 0) {
      KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(producerSettings());
      try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(consumerSettings())) {
        current = consumer;
        consumer.subscribe(List.of(Topics.MESSAGES.name()), new Rebalance(consumer));
        Resolver resolver =
            new Resolver(table, ConfigurationProgress.of(log), producer, seen, metrics, clock);
        follow(consumer, resolver);
      } catch (WakeupException | InterruptException | InterruptedException e) {
        LOG.debug("resolver interrupted", e);
      } catch (RuntimeException e) {
        LOG.error("resolver failed, starting it again", e);
        pause();
      } finally {
        // What is unacknowledged now belongs to a batch that will be resolved again.
        producer.close(Duration.ZERO);
      }
    }
  }

  private void follow(KafkaConsumer<byte[], byte[]> consumer, Resolver resolver)
      throws InterruptedException {
    PollPace pace = new PollPace(BETWEEN_POLLS, config.batchSize() / 2);
    int resolved = 0;
    try {
      while (stopping.getCount() > 0) {
        pace.awaitNext(resolved);
        ConsumerRecords<byte[], byte[]> batch =
            consumer.poll(uncommitted.isEmpty() ? IDLE_POLL : COMMIT_INTERVAL);
        resolved = batch.count();
        if (!batch.isEmpty()) {
          resolver.resolve(batch);
          uncommitted.putAll(batch.nextOffsets());
        }
        commitNowAndThen(consumer);
      }
    } finally {
      commitLast(consumer);
    }
  }

  /** Not after each batch: small batches would cost the broker more in commits than in records. */
  private void commitNowAndThen(KafkaConsumer<byte[], byte[]> consumer) {
    long now = System.nanoTime();
    if (uncommitted.isEmpty() || now - committedAt < COMMIT_INTERVAL.toNanos()) {
      return;
    }
    committedAt = now;
    consumer.commitAsync(
        Map.copyOf(uncommitted),
        (offsets, failure) -> {
          if (failure == null) {
            // Where more was resolved since, that stays.
            offsets.forEach(uncommitted::remove);
          } else {
            LOG.warn("offsets not committed, trying again", failure);
          }
        });
  }

  private void commitLast(KafkaConsumer<byte[], byte[]> consumer) {
    try {
      if (!uncommitted.isEmpty()) {
        commitThoughWokenUp(consumer);
      }
    } catch (RuntimeException e) {
      LOG.warn("offsets not committed, their messages will repeat", e);
    }
    uncommitted.clear();
  }

  private void commitThoughWokenUp(KafkaConsumer<byte[], byte[]> consumer) {
    try {
      consumer.commitSync(Map.copyOf(uncommitted), LAST_COMMIT);
    } catch (WakeupException e) {
      consumer.commitSync(Map.copyOf(uncommitted), LAST_COMMIT);
    }
  }

  private void pause() {
    try {
      stopping.await(PAUSE_AFTER_FAILURE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      LOG.debug("pause interrupted", e);
    }
  }

  private Map<String, Object> consumerSettings() {
    Map<String, Object> settings = new HashMap<>(log.kafka());
    settings.put(ConsumerConfig.GROUP_ID_CONFIG, GROUP);
    settings.put(
        ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
    settings.put(
        ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
    settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, config.batchSize());
    settings.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_TIMEOUT_MS);
    settings.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, HEARTBEAT_MS);
    return settings;
  }

  private Map<String, Object> producerSettings() {
    Map<String, Object> settings = new HashMap<>(log.producing());
    settings.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName());
    settings.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName());
    settings.put(ProducerConfig.LINGER_MS_CONFIG, 2);
    settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MAX_REQUEST_BYTES);
    // For ever: a batch that is resolved again repeats deliveries, and what the producer gives up
    // while it goes on with what follows would come after it.
    settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.MAX_VALUE);
    return settings;
  }

  /** Gives partitions away with their offsets committed and nothing of them remembered. */
  private final class Rebalance implements ConsumerRebalanceListener {
    private final KafkaConsumer<byte[], byte[]> consumer;

    Rebalance(KafkaConsumer<byte[], byte[]> consumer) {
      this.consumer = consumer;
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {}

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      commitLast(consumer);
      forget(partitions);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
      uncommitted.keySet().removeAll(partitions);
      forget(partitions);
    }

    private void forget(Collection<TopicPartition> partitions) {
      partitions.forEach(partition -> seen.forget(partition.partition()));
    }
  }
}
