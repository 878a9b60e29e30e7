package io.hooklane.deliverylog.recording;

import io.hooklane.contracts.delivery.Failure;
import io.hooklane.contracts.delivery.Trigger;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes rows that may be there already: each is left or merged, so that a batch may be written any
 * number of times. Statements of a caller's transaction.
 */
final class RowMerge {

  private static final String INSERT_MESSAGES =
      """
      INSERT INTO messages AS m (day, id, environment_id, application_id, event_type, event_id,
          channels, accepted_at, ordering_key, content_type, payload, test)
      SELECT day::date, id, environment_id, application_id, event_type, event_id,
          string_to_array(channels, ','), to_timestamp(accepted_at / 1000.0), ordering_key,
          content_type, payload, test = 1
      FROM unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) AS u (day, id, environment_id,
          application_id, event_type, event_id, channels, accepted_at, ordering_key, content_type,
          payload, test)
      ON CONFLICT (id, day) DO UPDATE SET environment_id = EXCLUDED.environment_id,
          application_id = EXCLUDED.application_id, event_type = EXCLUDED.event_type,
          event_id = EXCLUDED.event_id, channels = EXCLUDED.channels,
          accepted_at = EXCLUDED.accepted_at, ordering_key = EXCLUDED.ordering_key,
          content_type = EXCLUDED.content_type, payload = EXCLUDED.payload, test = EXCLUDED.test
      WHERE EXCLUDED.accepted_at < m.accepted_at
      """;

  /** The same order as {@link RecordedDelivery#ORDER}. */
  private static final String MERGE_DELIVERIES =
      """
      INSERT INTO deliveries AS d (day, id, environment_id, application_id, endpoint_id, message_id,
          event_type, accepted_at, state, attempts, reported_at, next_attempt_at, reason)
      SELECT day::date, id, environment_id, application_id, endpoint_id, message_id, event_type,
          to_timestamp(accepted_at / 1000.0), state, attempts, to_timestamp(reported_at / 1000.0),
          to_timestamp(next_attempt_at / 1000.0), reason
      FROM unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) AS u (day, id, environment_id,
          application_id, endpoint_id, message_id, event_type, accepted_at, state, attempts,
          reported_at, next_attempt_at, reason)
      ON CONFLICT (message_id, endpoint_id, day) DO UPDATE SET accepted_at = EXCLUDED.accepted_at,
          state = EXCLUDED.state, attempts = EXCLUDED.attempts,
          reported_at = EXCLUDED.reported_at, next_attempt_at = EXCLUDED.next_attempt_at,
          reason = EXCLUDED.reason
      WHERE (EXCLUDED.state > 0, EXCLUDED.attempts, EXCLUDED.state, EXCLUDED.reported_at,
              COALESCE(EXCLUDED.next_attempt_at, '-infinity'), COALESCE(EXCLUDED.reason, ''),
              EXCLUDED.accepted_at)
          > (d.state > 0, d.attempts, d.state, d.reported_at,
              COALESCE(d.next_attempt_at, '-infinity'), COALESCE(d.reason, ''), d.accepted_at)
      """;

  private static final String INSERT_ATTEMPTS =
      """
      INSERT INTO attempts (day, id, delivery_id, environment_id, application_id, endpoint_id,
          message_id, event_type, number, manual, began_at, duration_ms, url, status_code, failure,
          failure_detail, response_headers, response, state, next_attempt_at)
      SELECT day::date, id, delivery_id, environment_id, application_id, endpoint_id, message_id,
          event_type, number, manual = 1, to_timestamp(began_at / 1000.0), duration_ms, url,
          status_code, failure, failure_detail, response_headers, response, state,
          to_timestamp(next_attempt_at / 1000.0)
      FROM unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) AS u (day, id,
          delivery_id, environment_id, application_id, endpoint_id, message_id, event_type, number,
          manual, began_at, duration_ms, url, status_code, failure, failure_detail,
          response_headers, response, state, next_attempt_at)
      ON CONFLICT (id, day) DO NOTHING
      """;

  private RowMerge() {}

  static void writeMessages(Connection connection, List<RecordedMessage> rows) throws SQLException {
    if (rows.isEmpty()) {
      return;
    }
    try (PreparedStatement statement = connection.prepareStatement(INSERT_MESSAGES)) {
      new Columns<>(connection, statement, rows)
          .text(row -> row.day().toString())
          .text(row -> row.message().id().value())
          .text(row -> row.message().environment().value())
          .text(row -> row.message().application().value())
          .text(row -> row.message().eventType())
          .text(row -> row.message().eventId())
          .text(row -> String.join(",", row.message().channels()))
          .moment(row -> row.message().acceptedAt())
          .text(row -> row.message().orderingKey())
          .text(row -> row.message().contentType())
          .bytes(RecordedMessage::payload)
          .number(row -> row.message().test() ? 1 : 0);
      statement.executeUpdate();
    }
  }

  static void writeDeliveries(Connection connection, List<RecordedDelivery> rows)
      throws SQLException {
    if (rows.isEmpty()) {
      return;
    }
    try (PreparedStatement statement = connection.prepareStatement(MERGE_DELIVERIES)) {
      new Columns<>(connection, statement, rows)
          .text(row -> row.day().toString())
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
          .text(RecordedDelivery::reason);
      statement.executeUpdate();
    }
  }

  static void writeAttempts(Connection connection, List<RecordedAttempt> rows) throws SQLException {
    if (rows.isEmpty()) {
      return;
    }
    try (PreparedStatement statement = connection.prepareStatement(INSERT_ATTEMPTS)) {
      new Columns<>(connection, statement, rows)
          .text(row -> row.day().toString())
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
          .text(row -> row.attempt().url())
          .number(row -> row.attempt().statusCode())
          .text(row -> wireName(row.attempt().failure()))
          .text(row -> row.attempt().failureDetail())
          .text(row -> row.attempt().responseHeaders())
          .bytes(RecordedAttempt::response)
          .number(row -> RecordedState.of(row.attempt().state()).code())
          .moment(row -> row.attempt().nextAttemptAt());
      statement.executeUpdate();
    }
  }

  private static @Nullable String wireName(@Nullable Failure failure) {
    return failure == null ? null : failure.wireName();
  }
}
