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

  /**
   * By message and endpoint, so that two replicas that write the same rows lock them in one order.
   */
  static final Comparator<RecordedDelivery> DELIVERIES =
      Comparator.comparing((RecordedDelivery row) -> row.subject().message().value())
          .thenComparing(row -> row.subject().endpoint().value());

  private final Map<RecordedMessage.Key, RecordedMessage> messages = new HashMap<>();
  private final Map<RecordedDelivery.Key, RecordedDelivery> begun = new HashMap<>();
  private final Map<RecordedDelivery.Key, RecordedDelivery> reported = new HashMap<>();
  private final Map<RecordedAttempt.Key, RecordedAttempt> attempts = new HashMap<>();

  void add(RecordedMessage message) {
    messages.merge(message.key(), message, RecordedMessage::mergedWith);
  }

  /** A delivery's first record: its row is most likely new. */
  void begin(RecordedDelivery delivery) {
    RecordedDelivery.Key key = delivery.key();
    RecordedDelivery earlier = reported.remove(key);
    begun.merge(
        key,
        earlier == null ? delivery : delivery.mergedWith(earlier),
        RecordedDelivery::mergedWith);
  }

  /** What is told of a delivery later: its row is there, unless its first record is in here too. */
  void add(RecordedDelivery delivery) {
    RecordedDelivery.Key key = delivery.key();
    (begun.containsKey(key) ? begun : reported).merge(key, delivery, RecordedDelivery::mergedWith);
  }

  void add(RecordedAttempt attempt) {
    attempts.putIfAbsent(attempt.key(), attempt);
  }

  /** By id, for the same reason as {@link #DELIVERIES}. */
  List<RecordedMessage> messages() {
    return messages.values().stream()
        .sorted(Comparator.comparing(row -> row.message().id().value()))
        .toList();
  }

  /** Those that begin here, sorted. */
  List<RecordedDelivery> newDeliveries() {
    return begun.values().stream().sorted(DELIVERIES).toList();
  }

  /** Those that began before, or elsewhere, sorted. */
  List<RecordedDelivery> reportedDeliveries() {
    return reported.values().stream().sorted(DELIVERIES).toList();
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
    begun.keySet().forEach(key -> days.add(key.day()));
    reported.keySet().forEach(key -> days.add(key.day()));
    attempts.keySet().forEach(key -> days.add(key.day()));
    return days;
  }

  int messageCount() {
    return messages.size();
  }

  int deliveryCount() {
    return begun.size() + reported.size();
  }

  int attemptCount() {
    return attempts.size();
  }
}
