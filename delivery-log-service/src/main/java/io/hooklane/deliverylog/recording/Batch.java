package io.hooklane.deliverylog.recording;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What is written in one transaction, merged: one row per message, delivery and attempt, however
 * many records told of it. Not for several threads.
 */
final class Batch {

  private final Map<RecordedMessage.Key, RecordedMessage> messages = new HashMap<>();
  private final Map<RecordedDelivery.Key, RecordedDelivery> deliveries = new HashMap<>();
  private final Map<RecordedAttempt.Key, RecordedAttempt> attempts = new HashMap<>();

  void add(RecordedMessage message) {
    messages.merge(message.key(), message, RecordedMessage::mergedWith);
  }

  void add(RecordedDelivery delivery) {
    deliveries.merge(delivery.key(), delivery, RecordedDelivery::mergedWith);
  }

  void add(RecordedAttempt attempt) {
    attempts.putIfAbsent(attempt.key(), attempt);
  }

  /** By id, so that two replicas that write the same rows lock them in the same order. */
  List<RecordedMessage> messages() {
    return messages.values().stream()
        .sorted(Comparator.comparing(row -> row.message().id().value()))
        .toList();
  }

  /** By message and endpoint, for the same reason. */
  List<RecordedDelivery> deliveries() {
    return deliveries.values().stream()
        .sorted(
            Comparator.comparing((RecordedDelivery row) -> row.subject().message().value())
                .thenComparing(row -> row.subject().endpoint().value()))
        .toList();
  }

  /** By id. */
  List<RecordedAttempt> attempts() {
    return attempts.values().stream()
        .sorted(Comparator.comparing(row -> row.attempt().id().value()))
        .toList();
  }

  /** The days whose partitions must be there. */
  Set<LocalDate> days() {
    Set<LocalDate> days = new TreeSet<>();
    messages.keySet().forEach(key -> days.add(key.day()));
    deliveries.keySet().forEach(key -> days.add(key.day()));
    attempts.keySet().forEach(key -> days.add(key.day()));
    return days;
  }
}
