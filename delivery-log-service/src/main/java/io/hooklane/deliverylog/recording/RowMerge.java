package io.hooklane.deliverylog.recording;

import io.hooklane.contracts.delivery.Failure;
import io.hooklane.contracts.delivery.Trigger;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes rows that may be there already: each is left or merged, so that a batch may be written any
 * number of times. Statements of a caller's transaction.
 */
final class RowMerge {

  private static final String INSERT_MESSAGES =
      """
      INSERT INTO %s AS m (day, id, environment_id, application_id, event_type, event_id,
          channels, tags, accepted_at, ordering_key, content_type, stored_payload, payload_size,
          test)
      SELECT day::date, id, environment_id, application_id, event_type, event_id,
          string_to_array(channels, ','), string_to_array(tags, ','),
          to_timestamp(accepted_at / 1000.0), ordering_key, content_type, stored_payload,
          payload_size, test = 1
      FROM unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) AS u (day, id, environment_id,
          application_id, event_type, event_id, channels, tags, accepted_at, ordering_key,
          content_type, stored_payload, payload_size, test)
      ON CONFLICT (id) DO UPDATE SET environment_id = EXCLUDED.environment_id,
          application_id = EXCLUDED.application_id, event_type = EXCLUDED.event_type,
          event_id = EXCLUDED.event_id, channels = EXCLUDED.channels, tags = EXCLUDED.tags,
          accepted_at = EXCLUDED.accepted_at, ordering_key = EXCLUDED.ordering_key,
          content_type = EXCLUDED.content_type, stored_payload = EXCLUDED.stored_payload,
          payload_size = EXCLUDED.payload_size, test = EXCLUDED.test
      WHERE EXCLUDED.accepted_at < m.accepted_at AND m.stored_payload IS NOT NULL
      RETURNING m.id, m.xmax = 0 AS inserted
      """;

  private static final String DELETE_KEYS = "DELETE FROM %s WHERE message_id = ANY (?)";

  /** In the order of both, so that two replicas lock in one order. */
  private static final String LOCK_DELIVERIES =
      """
      SELECT d.message_id, d.endpoint_id, d.state, d.attempts
      FROM unnest(?, ?) AS u (message_id, endpoint_id)
          JOIN %s d ON d.message_id = u.message_id AND d.endpoint_id = u.endpoint_id
      ORDER BY d.message_id, d.endpoint_id
      FOR UPDATE OF d
      """;

  /** The same order as {@link RecordedDelivery#ORDER}. */
  private static final String MERGE_DELIVERIES =
      """
      INSERT INTO %s AS d (day, id, environment_id, application_id, endpoint_id, message_id,
          event_type, accepted_at, state, attempts, reported_at, next_attempt_at, failure, reason)
      SELECT day::date, id, environment_id, application_id, endpoint_id, message_id, event_type,
          to_timestamp(accepted_at / 1000.0), state, attempts, to_timestamp(reported_at / 1000.0),
          to_timestamp(next_attempt_at / 1000.0), failure, reason
      FROM unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) AS u (day, id, environment_id,
          application_id, endpoint_id, message_id, event_type, accepted_at, state, attempts,
          reported_at, next_attempt_at, failure, reason)
      ON CONFLICT (message_id, endpoint_id) DO UPDATE SET accepted_at = EXCLUDED.accepted_at,
          state = EXCLUDED.state, attempts = EXCLUDED.attempts,
          reported_at = EXCLUDED.reported_at, next_attempt_at = EXCLUDED.next_attempt_at,
          failure = EXCLUDED.failure, reason = EXCLUDED.reason
      WHERE (LEAST(EXCLUDED.state, 3) + (EXCLUDED.state = 5)::int, EXCLUDED.attempts,
              EXCLUDED.state, EXCLUDED.reported_at,
              COALESCE(EXCLUDED.next_attempt_at, '-infinity'), COALESCE(EXCLUDED.failure, ''),
              COALESCE(EXCLUDED.reason, ''), EXCLUDED.accepted_at)
          > (LEAST(d.state, 3) + (d.state = 5)::int, d.attempts,
              d.state, d.reported_at,
              COALESCE(d.next_attempt_at, '-infinity'), COALESCE(d.failure, ''),
              COALESCE(d.reason, ''), d.accepted_at)
      """;

  private static final String INSERT_ATTEMPTS =
      """
      INSERT INTO %s (day, id, delivery_id, environment_id, application_id, endpoint_id,
          message_id, event_type, number, manual, began_at, duration_ms, timings, url, status_code,
          failure, failure_detail, request_headers, response_headers, response, state,
          next_attempt_at)
      SELECT day::date, id, delivery_id, environment_id, application_id, endpoint_id, message_id,
          event_type, number, manual = 1, to_timestamp(began_at / 1000.0), duration_ms, timings,
          url, status_code, failure, failure_detail, request_headers, response_headers, response,
          state, to_timestamp(next_attempt_at / 1000.0)
      FROM unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) AS u (day, id,
          delivery_id, environment_id, application_id, endpoint_id, message_id, event_type, number,
          manual, began_at, duration_ms, timings, url, status_code, failure, failure_detail,
          request_headers, response_headers, response, state, next_attempt_at)
      ON CONFLICT (message_id, id) DO NOTHING
      RETURNING id
      """;

  private RowMerge() {}

  static void writeMessages(Connection connection, Partition partition, List<RecordedMessage> rows)
      throws SQLException {
    if (rows.isEmpty()) {
      return;
    }
    String sql = INSERT_MESSAGES.formatted(partition.quoted("messages"));
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      new Columns<>(connection, statement, rows)
          .text(row -> partition.day().toString())
          .text(row -> row.message().id().value())
          .text(row -> row.message().environment().value())
          .text(row -> row.message().application().value())
          .text(row -> row.message().eventType())
          .text(row -> row.message().eventId())
          .text(row -> String.join(",", row.message().channels()))
          .text(row -> String.join(",", row.message().tags()))
          .moment(row -> row.message().acceptedAt())
          .text(row -> row.message().orderingKey())
          .text(row -> row.message().contentType())
          .bytes(row -> row.payload().bytes())
          .number(row -> row.payload().size())
          .number(row -> row.message().test() ? 1 : 0);
      writeWhatFollows(connection, partition, rows, statement);
    }
  }

  /**
   * The keys of messages that are new, or of which another stood there before; and what all of them
   * mean for those that no endpoint took.
   */
  private static void writeWhatFollows(
      Connection connection,
      Partition partition,
      List<RecordedMessage> rows,
      PreparedStatement statement)
      throws SQLException {
    Set<String> inserted = new HashSet<>();
    Set<String> replaced = new HashSet<>();
    try (ResultSet answer = statement.executeQuery()) {
      while (answer.next()) {
        (answer.getBoolean(2) ? inserted : replaced).add(answer.getString(1));
      }
    }
    writeKeys(connection, partition, rows, inserted, replaced);
    Map<Boolean, List<RecordedMessage>> byNews =
        rows.stream()
            .map(row -> replaced.contains(id(row)) ? row.asOneAgain() : row)
            .collect(Collectors.partitioningBy(row -> inserted.contains(id(row))));
    UnroutedRows.addLate(
        connection,
        partition,
        byNews.getOrDefault(true, List.of()),
        byNews.getOrDefault(false, List.of()));
  }

  private static void writeKeys(
      Connection connection,
      Partition partition,
      List<RecordedMessage> rows,
      Set<String> inserted,
      Set<String> replaced)
      throws SQLException {
    if (!replaced.isEmpty()) {
      String sql = DELETE_KEYS.formatted(partition.quoted("message_keys"));
      try (PreparedStatement delete = connection.prepareStatement(sql)) {
        new Columns<>(connection, delete, List.copyOf(replaced)).text(id -> id);
        delete.executeUpdate();
      }
    }
    RowCopy.writeKeys(
        connection,
        partition,
        rows.stream()
            .filter(row -> inserted.contains(id(row)) || replaced.contains(id(row)))
            .toList());
  }

  private static String id(RecordedMessage row) {
    return row.message().id().value();
  }

  static void writeDeliveries(
      Connection connection, Partition partition, List<RecordedDelivery> rows, Written written)
      throws SQLException {
    if (rows.isEmpty()) {
      return;
    }
    Map<RecordedDelivery.Key, Standing> before = lockDeliveries(connection, partition, rows);
    String sql = MERGE_DELIVERIES.formatted(partition.quoted("deliveries"));
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      new Columns<>(connection, statement, rows)
          .text(row -> partition.day().toString())
          .text(row -> row.subject().delivery().value())
          .text(row -> row.subject().environment().value())
          .text(row -> row.subject().application().value())
          .text(row -> row.subject().endpoint().value())
          .text(row -> row.subject().message().value())
          .text(row -> row.subject().eventType())
          .moment(row -> row.subject().acceptedAt())
          .number(row -> row.state().code())
          .number(RecordedDelivery::attempts)
          .moment(RecordedDelivery::reportedAt)
          .moment(RecordedDelivery::nextAttemptAt)
          .text(row -> wireName(row.failure()))
          .text(RecordedDelivery::reason);
      statement.executeUpdate();
    }
    rows.forEach(row -> written.changed(change(row, before.get(row.key()))));
  }

  static void writeAttempts(
      Connection connection, Partition partition, List<RecordedAttempt> rows, Written written)
      throws SQLException {
    if (rows.isEmpty()) {
      return;
    }
    String sql = INSERT_ATTEMPTS.formatted(partition.quoted("attempts"));
    Set<String> inserted = new HashSet<>();
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      new Columns<>(connection, statement, rows)
          .text(row -> partition.day().toString())
          .text(row -> row.attempt().id().value())
          .text(row -> row.attempt().subject().delivery().value())
          .text(row -> row.attempt().subject().environment().value())
          .text(row -> row.attempt().subject().application().value())
          .text(row -> row.attempt().subject().endpoint().value())
          .text(row -> row.attempt().subject().message().value())
          .text(row -> row.attempt().subject().eventType())
          .number(row -> row.attempt().number())
          .number(row -> row.attempt().trigger() == Trigger.MANUAL ? 1 : 0)
          .moment(row -> row.attempt().at())
          .number(row -> row.attempt().duration().toMillis())
          .text(row -> RowCopy.timings(row.attempt()))
          .text(row -> row.attempt().url())
          .number(row -> row.attempt().statusCode())
          .text(row -> wireName(row.attempt().failure()))
          .text(row -> row.attempt().failureDetail())
          .text(row -> row.attempt().requestHeaders())
          .text(row -> row.attempt().responseHeaders())
          .bytes(RecordedAttempt::response)
          .number(row -> RecordedState.of(row.attempt()).code())
          .moment(row -> row.attempt().nextAttemptAt());
      try (ResultSet answer = statement.executeQuery()) {
        while (answer.next()) {
          inserted.add(answer.getString(1));
        }
      }
    }
    written.attempts(
        rows.stream().filter(row -> inserted.contains(row.attempt().id().value())).toList());
  }

  private static Map<RecordedDelivery.Key, Standing> lockDeliveries(
      Connection connection, Partition partition, List<RecordedDelivery> rows) throws SQLException {
    String sql = LOCK_DELIVERIES.formatted(partition.quoted("deliveries"));
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      new Columns<>(connection, statement, rows)
          .text(row -> row.subject().message().value())
          .text(row -> row.subject().endpoint().value());
      Map<RecordedDelivery.Key, Standing> found = new HashMap<>();
      try (ResultSet answer = statement.executeQuery()) {
        while (answer.next()) {
          found.put(
              new RecordedDelivery.Key(answer.getString(1), answer.getString(2)),
              new Standing(RecordedState.ofCode(answer.getInt(3)), answer.getInt(4)));
        }
      }
      return found;
    }
  }

  /** As {@link #MERGE_DELIVERIES} decides; what it looks at beyond these three moves no state. */
  private static DeliveryChange change(RecordedDelivery row, @Nullable Standing before) {
    if (before == null) {
      return new DeliveryChange(row, null, row.state());
    }
    boolean stays = before.compareTo(new Standing(row.state(), row.attempts())) >= 0;
    return new DeliveryChange(row, before.state(), stays ? before.state() : row.state());
  }

  /** Where a delivery stood. */
  private record Standing(RecordedState state, int attempts) implements Comparable<Standing> {

    @Override
    public int compareTo(Standing other) {
      if (state.rank() != other.state.rank()) {
        return Integer.compare(state.rank(), other.state.rank());
      }
      int later = Integer.compare(attempts, other.attempts);
      return later != 0 ? later : state.compareTo(other.state);
    }
  }

  private static @Nullable String wireName(@Nullable Failure failure) {
    return failure == null ? null : failure.wireName();
  }
}
