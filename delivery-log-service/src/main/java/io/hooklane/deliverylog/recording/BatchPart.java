package io.hooklane.deliverylog.recording;

import io.hooklane.contracts.delivery.DeliveryReport.Subject;
import io.hooklane.contracts.id.EnvironmentId;
import io.hooklane.contracts.message.Message;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What is written of a batch by a transaction of its own, or two, one of messages and one of the
 * rest; by partition. Not for several threads.
 */
final class BatchPart {

  private final SortedMap<Partition, Rows> partitions = new TreeMap<>();
  private @Nullable Partition last;
  private Rows rowsOfLast = new Rows();

  /** The rows of each partition, in the partitions' order. */
  SortedMap<Partition, Rows> partitions() {
    return partitions;
  }

  boolean hasMessages() {
    return partitions.values().stream().anyMatch(rows -> rows.messageCount() > 0);
  }

  boolean hasOthers() {
    return partitions.values().stream()
        .anyMatch(rows -> rows.deliveryCount() + rows.attemptCount() > 0);
  }

  Rows rows(Message message) {
    return rows(message.environment(), message.acceptedAt());
  }

  Rows rows(Subject subject) {
    return rows(subject.environment(), subject.acceptedAt());
  }

  void leaveOut(Predicate<Partition> unwanted) {
    partitions.keySet().removeIf(unwanted);
    last = null;
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
