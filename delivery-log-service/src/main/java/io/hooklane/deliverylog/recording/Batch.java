package io.hooklane.deliverylog.recording;

import io.hooklane.contracts.delivery.DeliveryReport.Subject;
import io.hooklane.contracts.id.EnvironmentId;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** What is written in one transaction, by partition. Not for several threads. */
final class Batch {

  private final SortedMap<Partition, Rows> partitions = new TreeMap<>();
  private final TaskMarks taskMarks = new TaskMarks();
  private @Nullable Partition last;
  private Rows rowsOfLast = new Rows();

  void add(RecordedMessage message) {
    rows(message.message().environment(), message.message().acceptedAt()).add(message);
  }

  /** A delivery's first record: its row is most likely new. */
  void begin(RecordedDelivery delivery) {
    rows(delivery.subject()).begin(delivery);
  }

  /** What is told of a delivery later. */
  void add(RecordedDelivery delivery) {
    rows(delivery.subject()).add(delivery);
  }

  void add(RecordedAttempt attempt) {
    rows(attempt.attempt().subject()).add(attempt);
  }

  /**
   * Leaves out what belongs to these partitions.
   *
   * @return how many rows that was
   */
  int leaveOut(Predicate<Partition> unwanted) {
    int rowsBefore = messageCount() + deliveryCount() + attemptCount();
    partitions.keySet().removeIf(unwanted);
    last = null;
    return rowsBefore - messageCount() - deliveryCount() - attemptCount();
  }

  /** What background tasks are to know of. */
  TaskMarks taskMarks() {
    return taskMarks;
  }

  /** The rows of each partition, in the partitions' order. */
  SortedMap<Partition, Rows> partitions() {
    return partitions;
  }

  int messageCount() {
    return count(Rows::messageCount);
  }

  int deliveryCount() {
    return count(Rows::deliveryCount);
  }

  int attemptCount() {
    return count(Rows::attemptCount);
  }

  private int count(ToIntFunction<Rows> number) {
    return partitions.values().stream().mapToInt(number).sum();
  }

  private Rows rows(Subject subject) {
    return rows(subject.environment(), subject.acceptedAt());
  }

  /** One row after another mostly belongs to the same partition. */
  private Rows rows(EnvironmentId environment, Instant acceptedAt) {
    if (last == null || !last.holds(environment, acceptedAt)) {
      last = Partition.of(environment, acceptedAt);
      rowsOfLast = partitions.computeIfAbsent(last, none -> new Rows());
    }
    return rowsOfLast;
  }
}
