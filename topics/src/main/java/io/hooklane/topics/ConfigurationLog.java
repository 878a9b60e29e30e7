package io.hooklane.topics;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Default;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.jboss.logging.Logger;

/**
 * The configuration log of this service: creates the topics, then applies the whole log to the
 * service's {@link ConfigurationListener} before anything else of the service starts.
 */
@Singleton
@Default
@Readiness
public class ConfigurationLog implements HealthCheck {

  private static final Logger LOG = Logger.getLogger(ConfigurationLog.class);

  /** What is sent together costs a broker once; the client's 16 KiB hold a dozen payloads. */
  private static final int BATCH_BYTES = 128 * 1024;

  /**
   * The kernel gives a connection as much as it needs. The client's 64 KiB are no more than one
   * segment between two processes of a machine: what finds no room is dropped, and sent again 200
   * ms later.
   */
  private static final int BY_THE_KERNEL = -1;

  private static final Duration ASK_AGAIN = Duration.ofMillis(200);

  private final TopicsConfig config;
  private final Map<String, Object> kafka;
  private final ConfigurationReader reader;
  private volatile boolean loaded;

  /** Wired by the container; the service provides the listener. */
  public ConfigurationLog(
      TopicsConfig config,
      @Identifier("default-kafka-broker") Instance<Map<String, Object>> kafka,
      ConfigurationListener listener) {
    this.config = config;
    this.kafka = clientSettings(kafka.get());
    this.reader = new ConfigurationReader(this.kafka, listener);
  }

  /**
   * How to reach Kafka: connection and security settings alone, to which each client adds its own.
   */
  public Map<String, Object> kafka() {
    return kafka;
  }

  /**
   * How to write to Hooklane's topics: what {@link #kafka} says, acknowledged by all in-sync
   * replicas, no record twice or out of order because the client sent it again.
   */
  public Map<String, Object> producing() {
    Map<String, Object> settings = new HashMap<>(kafka);
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, config.compression());
    settings.put(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
    return settings;
  }

  /** The first offset of the log that is not applied yet. */
  public long nextOffset() {
    return reader.nextOffset();
  }

  /** See {@link ConfigurationReader#caughtUp()}. */
  public CompletableFuture<Void> caughtUp() {
    return reader.caughtUp();
  }

  /** See {@link ConfigurationReader#applied(long)}. */
  public CompletableFuture<Void> applied(long offset) {
    return reader.applied(offset);
  }

  void load(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) StartupEvent event)
      throws InterruptedException, ExecutionException, TimeoutException {
    new TopicCreation(config).createMissing(kafka);
    long begin = System.nanoTime();
    reader.start();
    awaitWholeLog(begin + config.startTimeout().toNanos());
    loaded = true;
    LOG.infof(
        "configuration loaded records=%d ms=%d",
        reader.nextOffset(), TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin));
  }

  /** Asks again after a failure: a topic just made is not yet known to each broker. */
  private void awaitWholeLog(long deadline)
      throws InterruptedException, ExecutionException, TimeoutException {
    while (true) {
      try {
        reader.caughtUp().get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        return;
      } catch (ExecutionException e) {
        if (System.nanoTime() + ASK_AGAIN.toNanos() > deadline) {
          throw e;
        }
        LOG.infof("waiting for the configuration log reason=%s", e.getCause());
        Thread.sleep(ASK_AGAIN);
      }
    }
  }

  void close(@Observes @Priority(Interceptor.Priority.PLATFORM_AFTER) ShutdownEvent event) {
    reader.close();
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("configuration-log")
        .status(loaded)
        .withData("nextOffset", reader.nextOffset())
        .build();
  }

  static Map<String, Object> clientSettings(Map<String, Object> defaults) {
    Set<String> known = AdminClientConfig.configNames();
    Map<String, Object> settings = new HashMap<>();
    settings.put(CommonClientConfigs.RECEIVE_BUFFER_CONFIG, BY_THE_KERNEL);
    settings.put(CommonClientConfigs.SEND_BUFFER_CONFIG, BY_THE_KERNEL);
    defaults.forEach(
        (name, value) -> {
          if (known.contains(name) && !name.equals(CommonClientConfigs.CLIENT_ID_CONFIG)) {
            settings.put(name, value);
          }
        });
    return Map.copyOf(settings);
  }
}
