package io.hooklane.dispatcher.delay;

import io.hooklane.dispatcher.reporting.KafkaWriter;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jboss.logging.Logger;

/** Runs the delay tiers on a thread of its own; a consumer that fails is made anew, for ever. */
public final class DelayThread {

  private static final Logger LOG = Logger.getLogger(DelayThread.class);
  private static final String GROUP = "hooklane-delay";
  private static final long PAUSE_AFTER_FAILURE_MS = 500;
  private static final int SESSION_TIMEOUT_MS = 6_000;
  private static final int HEARTBEAT_MS = 2_000;
  private static final int LONGEST_BETWEEN_POLLS_MS = 60_000;
  private static final int RECORDS_PER_POLL = 500;
  private static final int BYTES_PER_PARTITION = 256 << 10;

  /** A partition that was paused joins the next fetch only when this one is answered. */
  private static final int BROKER_HOLDS_AN_EMPTY_FETCH_MS = 250;

  private final Map<String, Object> kafka;
  private final KafkaWriter writer;
  private final DelayConfig config;
  private final Clock clock;
  private final DelayVitals vitals;
  private final Thread thread = new Thread(this::run, "delay-tiers");
  private final CountDownLatch stopping = new CountDownLatch(1);

  /**
   * Not started yet.
   *
   * @param kafka how to reach Kafka
   */
  public DelayThread(
      Map<String, Object> kafka,
      KafkaWriter writer,
      DelayConfig config,
      Clock clock,
      DelayVitals vitals) {
    this.kafka = Map.copyOf(kafka);
    this.writer = writer;
    this.config = config;
    this.clock = clock;
    this.vitals = vitals;
  }

  /** Begins to read the tiers. */
  public void start() {
    thread.start();
  }

  /** Lets go of nothing more, waits for what is under way, commits. */
  public void stop() {
    stopping.countDown();
    try {
      thread.join(config.drain().plusSeconds(10).toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    while (stopping.getCount() > 0) {
      try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(settings())) {
        DelayTiers tiers = new DelayTiers(consumer, writer, config, clock, vitals);
        tiers.subscribe();
        while (stopping.getCount() > 0) {
          tiers.round();
        }
        tiers.stop();
      } catch (RuntimeException e) {
        LOG.error("delay tiers interrupted, starting them again", e);
        pause();
      }
    }
  }

  private void pause() {
    try {
      stopping.await(PAUSE_AFTER_FAILURE_MS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Map<String, Object> settings() {
    Map<String, Object> settings = new HashMap<>(kafka);
    settings.put(ConsumerConfig.GROUP_ID_CONFIG, GROUP);
    settings.put(
        ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
    settings.put(
        ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    settings.put(
        ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
        List.of(CooperativeStickyAssignor.class.getName()));
    settings.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_TIMEOUT_MS);
    settings.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, HEARTBEAT_MS);
    settings.put(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, LONGEST_BETWEEN_POLLS_MS);
    settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, RECORDS_PER_POLL);
    settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, BYTES_PER_PARTITION);
    settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, BROKER_HOLDS_AN_EMPTY_FETCH_MS);
    return settings;
  }
}
