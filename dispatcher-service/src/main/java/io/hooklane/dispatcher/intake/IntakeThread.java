package io.hooklane.dispatcher.intake;

import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.RangeAssignor;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jboss.logging.Logger;

/**
 * Runs the intake on a thread of its own. When the consumer fails it is made anew, for ever: what
 * was not committed is taken again.
 */
public final class IntakeThread {

  private static final Logger LOG = Logger.getLogger(IntakeThread.class);
  private static final String GROUP = "hooklane-dispatcher";
  private static final long PAUSE_AFTER_FAILURE_MS = 500;

  /** A dead instance's endpoints are taken over after this; the broker allows no less. */
  private static final int SESSION_TIMEOUT_MS = 6_000;

  private static final int HEARTBEAT_MS = 2_000;
  private static final int LONGEST_BETWEEN_POLLS_MS = 60_000;
  private static final int RECORDS_PER_POLL = 500;

  private final Map<String, Object> kafka;
  private final IntakeConfig config;
  private final Downstream downstream;
  private final Clock clock;
  private final Vitals vitals;
  private final Thread thread = new Thread(this::run, "intake");
  private final CountDownLatch stopping = new CountDownLatch(1);

  /**
   * Not started yet.
   *
   * @param kafka how to reach Kafka
   */
  public IntakeThread(
      Map<String, Object> kafka,
      IntakeConfig config,
      Downstream downstream,
      Clock clock,
      Vitals vitals) {
    this.kafka = Map.copyOf(kafka);
    this.config = config;
    this.downstream = downstream;
    this.clock = clock;
    this.vitals = vitals;
  }

  /** Begins to take deliveries. */
  public void start() {
    thread.start();
  }

  /** Takes no more, waits for what is under way, commits; returns when that is done. */
  public void stop() {
    stopping.countDown();
    try {
      thread.join(config.shutdownDrain().plusSeconds(10).toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    while (stopping.getCount() > 0) {
      try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(settings())) {
        runWith(consumer);
      } catch (RuntimeException e) {
        LOG.error("intake interrupted, starting it again", e);
        pause();
      }
    }
  }

  private void runWith(KafkaConsumer<byte[], byte[]> consumer) {
    Intake intake = new Intake(consumer, config, downstream, clock, vitals);
    try {
      intake.subscribe();
      while (stopping.getCount() > 0) {
        intake.round();
      }
      intake.stop();
    } catch (RuntimeException e) {
      intake.abandon();
      throw e;
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
    // Equal partition numbers of both topics to one instance: it owns the endpoints in them.
    settings.put(
        ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
        List.of(RangeAssignor.class.getName()));
    settings.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_TIMEOUT_MS);
    settings.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, HEARTBEAT_MS);
    settings.put(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, LONGEST_BETWEEN_POLLS_MS);
    settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, RECORDS_PER_POLL);
    return settings;
  }
}
