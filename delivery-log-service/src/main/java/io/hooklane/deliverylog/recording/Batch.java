package io.hooklane.deliverylog.recording;

import io.hooklane.contracts.delivery.DeliveryReport.Subject;
import io.hooklane.contracts.id.Id;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;

/**
 * What is written at once, by partition. It may have several parts, to be written beside each
 * other: messages of an application, and deliveries and attempts of an endpoint, are all in one of
 * them. Not for several threads.
 */
final class Batch {

  private final List<BatchPart> parts;
  private final TaskMarks taskMarks = new TaskMarks();

  /** Of one part. */
  Batch() {
    this(1);
  }

  Batch(int parts) {
    this.parts = IntStream.range(0, parts).mapToObj(part -> new BatchPart()).toList();
  }

  void add(RecordedMessage message) {
    part(message.message().application()).rows(message.message()).add(message);
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
    parts.forEach(part -> part.leaveOut(unwanted));
    return rowsBefore - messageCount() - deliveryCount() - attemptCount();
  }

  /** What background tasks are to know of. */
  TaskMarks taskMarks() {
    return taskMarks;
  }

  /** All partitions that it has rows for. */
  Set<Partition> partitions() {
    Set<Partition> all = new HashSet<>();
    parts.forEach(part -> all.addAll(part.partitions().keySet()));
    return all;
  }

  /** At least one. */
  List<BatchPart> parts() {
    return parts;
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
    return parts.stream()
        .flatMap(part -> part.partitions().values().stream())
        .mapToInt(number)
        .sum();
  }

  private Rows rows(Subject subject) {
    return part(subject.endpoint()).rows(subject);
  }

  private BatchPart part(Id of) {
    return parts.get(Math.floorMod(of.value().hashCode(), parts.size()));
  }
}
