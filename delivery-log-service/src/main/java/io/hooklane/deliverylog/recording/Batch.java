package io.hooklane.deliverylog.recording;

import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;

/** What is written in one transaction, by partition. Not for several threads. */
final class Batch {

  private final SortedMap<Partition, Rows> partitions = new TreeMap<>();
  private final TaskMarks taskMarks = new TaskMarks();

  void add(RecordedMessage message) {
    rows(message.partition()).add(message);
  }

  /** A delivery's first record: its row is most likely new. */
  void begin(RecordedDelivery delivery) {
    rows(delivery.partition()).begin(delivery);
  }

  /** What is told of a delivery later. */
  void add(RecordedDelivery delivery) {
    rows(delivery.partition()).add(delivery);
  }

  void add(RecordedAttempt attempt) {
    rows(attempt.partition()).add(attempt);
  }

  /**
   * Leaves out what belongs to these partitions.
   *
   * @return how many rows that was
   */
  int leaveOut(Predicate<Partition> unwanted) {
    int rowsBefore = messageCount() + deliveryCount() + attemptCount();
    partitions.keySet().removeIf(unwanted);
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

  private Rows rows(Partition partition) {
    return partitions.computeIfAbsent(partition, none -> new Rows());
  }
}
