package io.hooklane.deliverylog.recording;

import io.hooklane.deliverylog.database.Database;
import io.hooklane.deliverylog.database.Query;
import io.hooklane.topics.ConfigurationLog;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Lets a question wait for what is on its way (<em>read your writes</em>): until everything that
 * stood in the topics when it came is recorded, whichever replica records it.
 */
@Singleton
public class RecordingProgress {

  private static final Logger LOG = Logger.getLogger(RecordingProgress.class);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

  /** How long the topics' partitions are taken for known. */
  private static final Duration LAYOUT_AGE = Duration.ofMinutes(1);

  private final Duration bound;
  private final Database database;
  private final Admin admin;
  private volatile @Nullable Layout layout;

  private record Layout(Map<TopicPartition, OffsetSpec> question, long readAt) {}

  /** Wired by the container. */
  public RecordingProgress(
      RecordingConfig config, Database database, ConfigurationLog configurationLog) {
    this.bound = config.answerWait();
    this.database = database;
    this.admin = Admin.create(new HashMap<>(configurationLog.kafka()));
  }

  /**
   * Blocks until what stands in the topics now is recorded, at most the configured bound.
   *
   * @return whether it is; false when the bound came first or Kafka does not tell what there is
   * @throws io.hooklane.management.ApiException 503 when PostgreSQL is away
   */
  public boolean awaitRecorded() {
    return awaitRecorded(bound);
  }

  /** The same with a bound of the caller's. */
  public boolean awaitRecorded(Duration atMost) {
    long deadline = System.nanoTime() + atMost.toNanos();
    try {
      Map<TopicPartition, Long> ends = ends(deadline);
      while (!reached(ends)) {
        if (System.nanoTime() >= deadline || Thread.currentThread().isInterrupted()) {
          return false;
        }
        LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
      }
      return true;
    } catch (TimeoutException | ExecutionException e) {
      LOG.warnf("answering with what is recorded, Kafka does not tell its ends reason=%s", e);
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private Map<TopicPartition, Long> ends(long deadline)
      throws InterruptedException, ExecutionException, TimeoutException {
    return admin
        .listOffsets(question(deadline))
        .all()
        .get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS)
        .entrySet()
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, end -> end.getValue().offset()));
  }

  private Map<TopicPartition, OffsetSpec> question(long deadline)
      throws InterruptedException, ExecutionException, TimeoutException {
    Layout known = layout;
    if (known == null || System.nanoTime() - known.readAt() > LAYOUT_AGE.toNanos()) {
      Map<TopicPartition, OffsetSpec> question = new HashMap<>();
      admin
          .describeTopics(RecordReading.TOPICS)
          .allTopicNames()
          .get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS)
          .forEach(
              (topic, description) ->
                  description
                      .partitions()
                      .forEach(
                          partition ->
                              question.put(
                                  new TopicPartition(topic, partition.partition()),
                                  OffsetSpec.latest())));
      known = new Layout(question, System.nanoTime());
      layout = known;
    }
    return known.question();
  }

  private boolean reached(Map<TopicPartition, Long> ends) {
    Map<TopicPartition, Long> recorded =
        database
            .all(
                new Query("SELECT topic, topic_partition, next_offset FROM recorded_positions"),
                row ->
                    Map.entry(
                        new TopicPartition(row.getString("topic"), row.getInt("topic_partition")),
                        row.getLong("next_offset")))
            .stream()
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    return ends.entrySet().stream()
        .allMatch(end -> recorded.getOrDefault(end.getKey(), 0L) >= end.getValue());
  }

  @PreDestroy
  void close() {
    admin.close(Duration.ofSeconds(1));
  }
}
