package io.hooklane.topics;

import io.hooklane.contracts.topic.Topic;
import io.hooklane.contracts.topic.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.jboss.logging.Logger;

/** Creates Hooklane's topics where they are missing; leaves those that exist as they are. */
final class TopicCreation {

  private static final Logger LOG = Logger.getLogger(TopicCreation.class);

  /** Beyond the brokers' default of 1 MiB: the largest payload with its headers must fit. */
  private static final String LARGEST_BATCH_BYTES = Integer.toString(4 * 1024 * 1024);

  private static final Duration ONE_TRY = Duration.ofSeconds(10);

  private final TopicsConfig config;

  TopicCreation(TopicsConfig config) {
    this.config = config;
  }

  /**
   * Creates what is missing, trying again while Kafka cannot be reached.
   *
   * @throws IllegalStateException when Kafka cannot be reached within the configured time, or
   *     refuses
   */
  void createMissing(Map<String, Object> kafka) {
    Map<String, Object> properties = new HashMap<>(kafka);
    properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) ONE_TRY.toMillis());
    properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) ONE_TRY.toMillis());
    long deadline = System.nanoTime() + config.startTimeout().toNanos();
    try (Admin admin = Admin.create(properties)) {
      while (!tryOnce(admin)) {
        if (System.nanoTime() > deadline) {
          throw new IllegalStateException(
              "Kafka could not be reached within " + config.startTimeout());
        }
      }
    }
  }

  private boolean tryOnce(Admin admin) {
    List<NewTopic> topics = Topics.all().stream().map(this::asNewTopic).toList();
    var results = admin.createTopics(topics).values();
    for (var result : results.entrySet()) {
      try {
        result.getValue().get(ONE_TRY.toMillis(), TimeUnit.MILLISECONDS);
        LOG.infof("topic created topic=%s", result.getKey());
      } catch (ExecutionException e) {
        if (e.getCause() instanceof TopicExistsException) {
          continue;
        }
        if (e.getCause() instanceof org.apache.kafka.common.errors.RetriableException) {
          LOG.warnf("waiting for Kafka reason=%s", e.getCause().getMessage());
          return false;
        }
        throw new IllegalStateException("Kafka refuses the topic " + result.getKey(), e.getCause());
      } catch (TimeoutException e) {
        LOG.warn("waiting for Kafka reason=timeout");
        return false;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("Interrupted while topics were created", e);
      }
    }
    return true;
  }

  private NewTopic asNewTopic(Topic topic) {
    Optional<Short> replication =
        config.replication() < 0 ? Optional.empty() : Optional.of(config.replication());
    Map<String, String> settings = new HashMap<>();
    Duration retention = topic.retention();
    if (retention == null) {
      settings.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
    } else {
      settings.put(TopicConfig.RETENTION_MS_CONFIG, Long.toString(retention.toMillis()));
    }
    settings.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, LARGEST_BATCH_BYTES);
    if (topic.appendTime()) {
      settings.put(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime");
    }
    return new NewTopic(topic.name(), Optional.of(partitions(topic)), replication)
        .configs(settings);
  }

  private int partitions(Topic topic) {
    return switch (topic.width()) {
      case SINGLE -> 1;
      case REGULAR -> config.partitions();
      case ORDERED -> config.orderedPartitions();
      case DELAY -> config.delayPartitions();
    };
  }
}
