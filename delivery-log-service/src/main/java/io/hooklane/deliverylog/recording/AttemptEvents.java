package io.hooklane.deliverylog.recording;

import static io.hooklane.deliverylog.operational.AttemptEventType.EXHAUSTED;
import static io.hooklane.deliverylog.operational.AttemptEventType.FAILING;
import static io.hooklane.deliverylog.operational.AttemptEventType.RECOVERED;

import io.hooklane.contracts.delivery.DeliveryReport.Attempt;
import io.hooklane.contracts.delivery.DeliveryReport.Subject;
import io.hooklane.contracts.delivery.Trigger;
import io.hooklane.deliverylog.operational.AttemptEvent;
import io.hooklane.deliverylog.operational.AttemptEventType;
import io.hooklane.deliverylog.operational.OperationalConfig;
import io.hooklane.deliverylog.operational.OperationalWebhooks;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds in what a transaction changed what operational webhooks are to be told. Since changes are
 * exact, each is told of once, however often records come. Where nobody listens it costs nothing.
 */
@Singleton
class AttemptEvents {

  private final OperationalWebhooks webhooks;
  private final int failingAfter;

  AttemptEvents(OperationalWebhooks webhooks, OperationalConfig config) {
    this.webhooks = webhooks;
    this.failingAfter = config.failingAfter();
  }

  /**
   * What is to be told, before the producers' own ids of the events are known.
   *
   * @param told whether another event must have been told before
   */
  private record Found(AttemptEventType type, Attempt last, boolean told) {

    Place place() {
      return Place.of(last.subject());
    }
  }

  /** Tells in the connection's transaction; whether there was anything. */
  boolean tell(Connection connection, Written written) throws SQLException {
    if (!webhooks.anybodyListens()) {
      return false;
    }
    List<Found> found = find(written);
    if (found.isEmpty()) {
      return false;
    }
    List<AttemptEvent> events = new ArrayList<>();
    for (Map.Entry<Partition, List<Found>> each : byPartition(found).entrySet()) {
      addEvents(connection, each.getKey(), each.getValue(), events);
    }
    webhooks.tell(connection, events);
    return !events.isEmpty();
  }

  /** What was told is sent. */
  void wake() {
    webhooks.wake();
  }

  private List<Found> find(Written written) {
    List<Found> found = new ArrayList<>();
    Map<Place, Attempt> latest = new HashMap<>();
    for (RecordedAttempt row : written.attempts()) {
      Attempt attempt = row.attempt();
      latest.merge(
          Place.of(attempt.subject()),
          attempt,
          (one, other) -> one.number() > other.number() ? one : other);
      if (attempt.number() == failingAfter
          && attempt.trigger() == Trigger.SCHEDULED
          && RecordedState.of(attempt) == RecordedState.PENDING) {
        add(found, FAILING, attempt, false);
      }
    }
    for (DeliveryChange change : written.deliveries()) {
      Attempt last = latest.get(Place.of(change.row().subject()));
      if (last != null && change.after() == RecordedState.FAILED) {
        add(found, EXHAUSTED, last, false);
      } else if (last != null && change.after() == RecordedState.SUCCESS) {
        boolean exhausted = change.before() == RecordedState.FAILED;
        if (exhausted || last.number() > failingAfter) {
          add(found, RECOVERED, last, !exhausted);
        }
      }
    }
    return found;
  }

  private void add(List<Found> found, AttemptEventType type, Attempt last, boolean told) {
    if (webhooks.isAwaited(type, last.subject())) {
      found.add(new Found(type, last, told));
    }
  }

  private void addEvents(
      Connection connection, Partition partition, List<Found> found, List<AttemptEvent> events)
      throws SQLException {
    Set<Place> failing = failing(connection, partition, found);
    Map<String, String> eventIds = eventIds(connection, partition, found);
    for (Found one : found) {
      if (!one.told() || failing.contains(one.place())) {
        events.add(
            new AttemptEvent(
                one.type(), one.last(), eventIds.get(one.last().subject().message().value())));
      }
    }
  }

  /** Of those that need it: which did fail so often that it was told. */
  private Set<Place> failing(Connection connection, Partition partition, List<Found> found)
      throws SQLException {
    Set<Place> failing = new HashSet<>();
    List<Found> inQuestion = found.stream().filter(Found::told).toList();
    if (inQuestion.isEmpty()) {
      return failing;
    }
    String sql =
        "SELECT message_id, endpoint_id FROM "
            + partition.quoted("attempts")
            + " WHERE message_id = ANY (?) AND number = ? AND NOT manual AND state = ?";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setArray(1, connection.createArrayOf("text", messages(inQuestion)));
      statement.setInt(2, failingAfter);
      statement.setShort(3, RecordedState.PENDING.code());
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          failing.add(new Place(partition, rows.getString(1), rows.getString(2)));
        }
      }
    }
    return failing;
  }

  private static Map<String, String> eventIds(
      Connection connection, Partition partition, List<Found> found) throws SQLException {
    String sql =
        "SELECT id, event_id FROM "
            + partition.quoted("messages")
            + " WHERE id = ANY (?) AND event_id IS NOT NULL";
    Map<String, String> ids = new HashMap<>();
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setArray(1, connection.createArrayOf("text", messages(found)));
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          ids.put(rows.getString(1), rows.getString(2));
        }
      }
    }
    return ids;
  }

  private static Map<Partition, List<Found>> byPartition(List<Found> found) {
    Map<Partition, List<Found>> byPartition = new HashMap<>();
    for (Found one : found) {
      byPartition.computeIfAbsent(one.place().partition(), partition -> new ArrayList<>()).add(one);
    }
    return byPartition;
  }

  private static Object[] messages(List<Found> found) {
    return found.stream().map(one -> one.last().subject().message().value()).distinct().toArray();
  }

  /** A delivery, and where it is kept. */
  private record Place(Partition partition, String message, String endpoint) {

    static Place of(Subject subject) {
      return new Place(
          Partition.of(subject.environment(), subject.acceptedAt()),
          subject.message().value(),
          subject.endpoint().value());
    }
  }
}
