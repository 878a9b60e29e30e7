package io.hooklane.deliverylog.recording;

import io.hooklane.contracts.topic.Topics;
import io.hooklane.topics.ConfigurationLog;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/**
 * Tells whether messages are resolved into deliveries: until then a message without a delivery may
 * be one that has not got it yet.
 */
@Singleton
public class ResolvingProgress {

  private static final Logger LOG = Logger.getLogger(ResolvingProgress.class);

  /** The consumer group of whoever resolves, in the subscription service. */
  private static final String GROUP = "hooklane-resolver";

  private static final Duration ONE_ANSWER = Duration.ofSeconds(3);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

  private final Admin admin;

  /** Wired by the container. */
  public ResolvingProgress(ConfigurationLog configurationLog) {
    this.admin = Admin.create(new HashMap<>(configurationLog.kafka()));
  }

  /**
   * Blocks until the messages that stand in their topic now are resolved, at most this long.
   *
   * @return whether they are
   */
  public boolean awaitResolved(Duration bound) throws InterruptedException {
    long deadline = System.nanoTime() + bound.toNanos();
    try {
      Map<TopicPartition, Long> ends = ends();
      Map<TopicPartition, OffsetAndMetadata> resolved = resolved();
      while (!reached(ends, resolved)) {
        // Nobody who ever resolved anything is not worth waiting for.
        if (resolved.isEmpty() || System.nanoTime() >= deadline) {
          return false;
        }
        Thread.sleep(BETWEEN_LOOKS);
        resolved = resolved();
      }
      return true;
    } catch (TimeoutException | ExecutionException e) {
      LOG.warnf("Kafka does not tell what is resolved reason=%s", e);
      return false;
    }
  }

  private static boolean reached(
      Map<TopicPartition, Long> ends, Map<TopicPartition, OffsetAndMetadata> resolved) {
    return ends.entrySet().stream()
        .allMatch(
            end -> {
              OffsetAndMetadata next = resolved.get(end.getKey());
              return end.getValue() == 0 || (next != null && next.offset() >= end.getValue());
            });
  }

  private Map<TopicPartition, OffsetAndMetadata> resolved()
      throws InterruptedException, ExecutionException, TimeoutException {
    return admin
        .listConsumerGroupOffsets(GROUP)
        .partitionsToOffsetAndMetadata()
        .get(ONE_ANSWER.toMillis(), TimeUnit.MILLISECONDS);
  }

  private Map<TopicPartition, Long> ends()
      throws InterruptedException, ExecutionException, TimeoutException {
    String topic = Topics.MESSAGES.name();
    Map<TopicPartition, OffsetSpec> question =
        admin
            .describeTopics(List.of(topic))
            .allTopicNames()
            .get(ONE_ANSWER.toMillis(), TimeUnit.MILLISECONDS)
            .values()
            .stream()
            .flatMap(description -> description.partitions().stream())
            .map(partition -> new TopicPartition(topic, partition.partition()))
            .collect(Collectors.toMap(Function.identity(), partition -> OffsetSpec.latest()));
    return admin
        .listOffsets(question)
        .all()
        .get(ONE_ANSWER.toMillis(), TimeUnit.MILLISECONDS)
        .entrySet()
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, end -> end.getValue().offset()));
  }

  @PreDestroy
  void close() {
    admin.close(Duration.ofSeconds(1));
  }
}
