package io.hooklane.dispatcher.delay;

import io.hooklane.dispatcher.intake.ConsumerSettings;
import io.hooklane.dispatcher.intake.ConsumerThread;
import io.hooklane.dispatcher.reporting.KafkaWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/** Runs the delay tiers on a thread of their own. */
public final class DelayThread {

  private static final String GROUP = "hooklane-delay";
  private static final Duration LAST_COMMIT = Duration.ofSeconds(10);
  private static final int BYTES_PER_PARTITION = 256 << 10;

  /** What was polled is in memory until it is let go, and a partition's bytes may be thousands. */
  private static final int RECORDS_AT_ONCE = 200;

  /** A partition that was paused joins the next fetch only when this one is answered. */
  private static final int BROKER_HOLDS_AN_EMPTY_FETCH_MS = 250;

  private final Map<String, Object> settings;
  private final KafkaWriter writer;
  private final Rests rests;
  private final DelayConfig config;
  private final Clock clock;
  private final DelayVitals vitals;
  private final ConsumerThread thread;

  /**
   * Not started yet.
   *
   * @param kafka how to reach Kafka
   */
  public DelayThread(
      Map<String, Object> kafka,
      KafkaWriter writer,
      Rests rests,
      DelayConfig config,
      Clock clock,
      DelayVitals vitals) {
    this.settings = ConsumerSettings.of(kafka, GROUP, CooperativeStickyAssignor.class);
    settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, BYTES_PER_PARTITION);
    settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, RECORDS_AT_ONCE);
    settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, BROKER_HOLDS_AN_EMPTY_FETCH_MS);
    this.writer = writer;
    this.rests = rests;
    this.config = config;
    this.clock = clock;
    this.vitals = vitals;
    this.thread = new ConsumerThread("delay-tiers", config.drain().plus(LAST_COMMIT), this::begin);
  }

  /** Begins to read the tiers. */
  public void start() {
    thread.start();
  }

  /** Lets go of nothing more, waits for what is under way, commits. */
  public void stop() {
    thread.stop();
  }

  private DelayTiers begin() {
    return new DelayTiers(new KafkaConsumer<>(settings), writer, rests, config, clock, vitals);
  }
}
