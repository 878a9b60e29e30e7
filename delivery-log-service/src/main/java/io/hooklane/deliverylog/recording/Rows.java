package io.hooklane.deliverylog.recording;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a batch has for one partition, merged: one row per message, delivery and attempt, however
 * many records told of it. Not for several threads.
 */
final class Rows {

  /**
   * By message and endpoint, so that two replicas that write the same rows lock them in one order.
   */
  private static final Comparator<RecordedDelivery> DELIVERIES =
      Comparator.comparing((RecordedDelivery row) -> row.subject().message().value())
          .thenComparing(row -> row.subject().endpoint().value());

  private final Map<String, RecordedMessage> messages = new HashMap<>();
  private final Map<RecordedDelivery.Key, RecordedDelivery> begun = new HashMap<>();
  private final Map<RecordedDelivery.Key, RecordedDelivery> reported = new HashMap<>();
  private final Map<String, RecordedAttempt> attempts = new HashMap<>();

  void add(RecordedMessage message) {
    messages.merge(message.message().id().value(), message, RecordedMessage::mergedWith);
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
    attempts.putIfAbsent(attempt.attempt().id().value(), attempt);
  }

  /** By id, for the same reason as deliveries are sorted. */
  List<RecordedMessage> messages() {
    return messages.values().stream()
        .sorted(Comparator.comparing(row -> row.message().id().value()))
        .toList();
  }

  /** Those that begin here, and that no report came before of, sorted. */
  List<RecordedDelivery> newDeliveries(ReportedAhead ahead) {
    return begun.values().stream().filter(row -> !ahead.contains(row)).sorted(DELIVERIES).toList();
  }

  /** Those that began before, or elsewhere, sorted. */
  List<RecordedDelivery> knownDeliveries(ReportedAhead ahead) {
    List<RecordedDelivery> known = new ArrayList<>(reported.values());
    begun.values().stream().filter(ahead::contains).forEach(known::add);
    known.sort(DELIVERIES);
    return known;
  }

  /** All of them, sorted. */
  List<RecordedDelivery> deliveries() {
    List<RecordedDelivery> all = new ArrayList<>(reported.values());
    all.addAll(begun.values());
    all.sort(DELIVERIES);
    return all;
  }

  /** Those whose first record is not in here. */
  List<RecordedDelivery> reportedDeliveries() {
    return List.copyOf(reported.values());
  }

  /** By id. */
  List<RecordedAttempt> attempts() {
    return attempts.values().stream()
        .sorted(Comparator.comparing(row -> row.attempt().id().value()))
        .toList();
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
