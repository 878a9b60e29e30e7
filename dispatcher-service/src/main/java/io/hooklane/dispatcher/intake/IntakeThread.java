package io.hooklane.dispatcher.intake;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.RangeAssignor;

/** Runs the intake on a thread of its own. */
public final class IntakeThread {

  private static final String GROUP = "hooklane-dispatcher";

  /** A partition that was paused joins the next fetch only when this one is answered. */
  private static final int BROKER_HOLDS_AN_EMPTY_FETCH_MS = 100;

  private static final Duration LAST_COMMIT = Duration.ofSeconds(10);

  private final Map<String, Object> settings;
  private final IntakeConfig config;
  private final Downstream downstream;
  private final FinishedLately finishedLately;
  private final Clock clock;
  private final Vitals vitals;
  private final ConsumerThread thread;

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
    // Equal partition numbers of the topics to one instance: it owns the endpoints in them.
    this.settings = ConsumerSettings.of(kafka, GROUP, RangeAssignor.class);
    settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, BROKER_HOLDS_AN_EMPTY_FETCH_MS);
    this.config = config;
    this.downstream = downstream;
    this.finishedLately = new FinishedLately(kafka);
    this.clock = clock;
    this.vitals = vitals;
    this.thread =
        new ConsumerThread("intake", config.shutdownDrain().plus(LAST_COMMIT), this::begin);
  }

  /** Begins to take deliveries. */
  public void start() {
    thread.start();
  }

  /** Takes no more, waits for what is under way, commits; returns when that is done. */
  public void stop() {
    thread.stop();
  }

  private Intake begin() {
    return new Intake(
        new KafkaConsumer<>(settings), config, downstream, finishedLately, clock, vitals);
  }
}
