package io.hooklane.subscription.routing;

import io.hooklane.contracts.topic.Topics;
import io.hooklane.topics.ConfigurationLog;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/**
 * Tells when the messages accepted so far are resolved, by whichever instance. Messages are
 * resolved with the configuration of that moment, so a change that must not hold for earlier ones
 * waits here before it is made.
 */
@Singleton
public class AcceptedMessages {

  private static final Logger LOG = Logger.getLogger(AcceptedMessages.class);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(20);

  private final Admin admin;
  private final RoutingConfig config;

  /** Wired by the container. */
  public AcceptedMessages(ConfigurationLog log, RoutingConfig config) {
    this.admin = Admin.create(new HashMap<>(log.kafka()));
    this.config = config;
  }

  /**
   * Waits until all messages accepted before this call are resolved, or for the configured time:
   * with a backlog longer than that, or while Kafka is away, it returns all the same.
   */
  public void awaitResolved() {
    long deadline = System.nanoTime() + config.resolvedWait().toNanos();
    try {
      Map<TopicPartition, Long> accepted = accepted(deadline);
      while (!accepted.isEmpty() && System.nanoTime() < deadline) {
        Map<TopicPartition, OffsetAndMetadata> resolved = resolved(deadline);
        accepted
            .entrySet()
            .removeIf(
                end -> {
                  OffsetAndMetadata committed = resolved.get(end.getKey());
                  return committed != null && committed.offset() >= end.getValue();
                });
        if (!accepted.isEmpty()) {
          TimeUnit.NANOSECONDS.sleep(LOOK_AGAIN.toNanos());
        }
      }
    } catch (ExecutionException | TimeoutException e) {
      LOG.warn("messages accepted before may be resolved with what is changed now", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  void close(@Observes ShutdownEvent event) {
    admin.close(Duration.ofSeconds(1));
  }

  /** The ends of all partitions that hold anything. */
  private Map<TopicPartition, Long> accepted(long deadline)
      throws InterruptedException, ExecutionException, TimeoutException {
    String topic = Topics.MESSAGES.name();
    int partitions =
        Objects.requireNonNull(admin.describeTopics(List.of(topic)).topicNameValues().get(topic))
            .get(left(deadline), TimeUnit.NANOSECONDS)
            .partitions()
            .size();
    Map<TopicPartition, OffsetSpec> ends =
        IntStream.range(0, partitions)
            .mapToObj(partition -> new TopicPartition(topic, partition))
            .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest()));
    Map<TopicPartition, Long> accepted = new HashMap<>();
    admin
        .listOffsets(ends)
        .all()
        .get(left(deadline), TimeUnit.NANOSECONDS)
        .forEach((partition, end) -> accepted.put(partition, end.offset()));
    accepted.values().removeIf(end -> end == 0);
    return accepted;
  }

  private Map<TopicPartition, OffsetAndMetadata> resolved(long deadline)
      throws InterruptedException, ExecutionException, TimeoutException {
    return admin
        .listConsumerGroupOffsets(RoutingLoop.GROUP)
        .partitionsToOffsetAndMetadata()
        .get(left(deadline), TimeUnit.NANOSECONDS);
  }

  private static long left(long deadline) {
    return Math.max(1, deadline - System.nanoTime());
  }
}
