package io.hooklane.ingest.source;

import io.hooklane.topics.ConfigurationLog;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** The one thread that reads sources: begins with the service, ends with it. */
@Singleton
@Readiness
class SourceThread implements HealthCheck {

  private static final String GROUP = "hooklane-ingest";

  /** A dead instance's partitions are taken over after this; the broker allows no less. */
  private static final String SESSION_TIMEOUT_MS = "6000";

  private static final String HEARTBEAT_MS = "2000";

  /** So that new topics that match a pattern are found soon. */
  private static final String METADATA_MAX_AGE_MS = "5000";

  private static final String LARGEST_BATCH = "500";

  /**
   * A batch takes as long as Kafka is away, and whoever took its partitions over meanwhile would
   * wait for the same and repeat it. So the place in the group is kept by heartbeats alone, for
   * longer than brokers are usually away. Not for ever: a rebalance waits as long for an instance
   * that is stuck. Whoever is put out after that comes back, and what was not committed is read
   * again: repeated, not passed over.
   */
  private static final Duration LONGEST_BATCH = Duration.ofMinutes(10);

  private static final Duration COMMIT_INTERVAL = Duration.ofMillis(100);

  /** A turn is a poll and one batch; one that takes longer waits for Kafka, or is stuck. */
  private static final Duration STUCK = Duration.ofMinutes(1);

  private static final Duration END_WAIT = Duration.ofSeconds(10);
  private static final Duration INTERRUPTED_WAIT = Duration.ofSeconds(1);

  private final SourceIntake intake;
  private final SourceLoop loop;
  private final Thread thread;

  SourceThread(
      CloudEventsConfig cloudEvents,
      SourcesConfig sources,
      SourceConsumerConfig consumer,
      ConfigurationLog log,
      SourceIntake intake) {
    this.intake = intake;
    this.loop =
        new SourceLoop(
            () -> new KafkaConsumer<>(settings(log.kafka(), consumer.settings())),
            SourceTopics.of(cloudEvents, sources),
            intake::accept,
            COMMIT_INTERVAL);
    this.thread = new Thread(loop, "sources");
  }

  void start(@Observes StartupEvent event) {
    thread.setDaemon(true);
    thread.start();
  }

  void stop(@Observes @Priority(Interceptor.Priority.LIBRARY_BEFORE) ShutdownEvent event)
      throws InterruptedException {
    loop.stop();
    thread.join(END_WAIT.toMillis());
    thread.interrupt();
    intake.close();
    thread.join(INTERRUPTED_WAIT.toMillis());
  }

  /** Ready while the thread comes round. */
  @Override
  public HealthCheckResponse call() {
    Duration sinceLastTurn = loop.sinceLastTurn();
    return HealthCheckResponse.named("sources")
        .status(thread.isAlive() && sinceLastTurn.compareTo(STUCK) < 0)
        .withData("msSinceLastTurn", sinceLastTurn.toMillis())
        .build();
  }

  /**
   * The consumer's settings.
   *
   * @param kafka how to reach Kafka
   * @param given what operators want otherwise
   */
  static Map<String, Object> settings(Map<String, Object> kafka, Map<String, String> given) {
    Map<String, Object> settings = new HashMap<>(kafka);
    settings.put(ConsumerConfig.GROUP_ID_CONFIG, GROUP);
    settings.put(ConsumerConfig.CLIENT_ID_CONFIG, GROUP);
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    settings.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_TIMEOUT_MS);
    settings.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, HEARTBEAT_MS);
    settings.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, METADATA_MAX_AGE_MS);
    settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, LARGEST_BATCH);
    settings.putAll(given);
    settings.put(
        ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, Long.toString(LONGEST_BATCH.toMillis()));
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
    settings.put(
        ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
    settings.put(
        ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
    return settings;
  }
}
