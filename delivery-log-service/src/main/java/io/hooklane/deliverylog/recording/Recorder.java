package io.hooklane.deliverylog.recording;

import io.hooklane.topics.ConfigurationLog;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Recording begins with the service and ends with it. */
@Singleton
@Readiness
class Recorder implements HealthCheck {

  private static final String GROUP = "hooklane-delivery-log";

  /** A dead instance's partitions are taken over after this; the broker allows no less. */
  private static final int SESSION_TIMEOUT_MS = 6_000;

  private static final int HEARTBEAT_MS = 2_000;

  /** A poll, and a try to write beside it, are each bounded by less than this. */
  private static final Duration STUCK = Duration.ofMinutes(2);

  /**
   * So many records at most come of one poll: few enough that no partition gets far ahead of the
   * others.
   */
  static final int MOST_POLLED = 500;

  private static final Duration END_WAIT = Duration.ofSeconds(10);
  private static final String FETCH_BYTES = Integer.toString(16 * 1024 * 1024);
  private static final String PARTITION_FETCH_BYTES = Integer.toString(256 * 1024);

  private final ConfigurationLog configurationLog;
  private final RecordingLoop loop;
  private final Thread thread;

  Recorder(
      RecordingConfig config,
      ConfigurationLog configurationLog,
      RecordReading reading,
      RecordingWriter writer,
      RecordingMetrics metrics) {
    this.configurationLog = configurationLog;
    this.loop = new RecordingLoop(config, this::newConsumer, reading, writer, metrics);
    this.thread = new Thread(loop, "recording");
  }

  void start(@Observes StartupEvent event) {
    thread.start();
  }

  void stop(@Observes ShutdownEvent event) throws InterruptedException {
    loop.stop();
    thread.join(END_WAIT.toMillis());
    thread.interrupt();
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("recording")
        .status(thread.isAlive() && loop.sinceLastTurn().compareTo(STUCK) < 0)
        .withData("msSinceLastTurn", loop.sinceLastTurn().toMillis())
        .build();
  }

  private Consumer<byte[], byte[]> newConsumer() {
    Map<String, Object> settings = new HashMap<>(configurationLog.kafka());
    settings.put(ConsumerConfig.GROUP_ID_CONFIG, GROUP);
    settings.put(ConsumerConfig.CLIENT_ID_CONFIG, GROUP);
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
    // Range: a delivery and its attempts, in topics of equal width, come to the same replica.
    settings.put(
        ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
        "org.apache.kafka.clients.consumer.RangeAssignor");
    settings.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_TIMEOUT_MS);
    settings.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, HEARTBEAT_MS);
    settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MOST_POLLED);
    settings.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FETCH_BYTES);
    settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, PARTITION_FETCH_BYTES);
    settings.put(
        ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
    settings.put(
        ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
    return new KafkaConsumer<>(settings);
  }
}
