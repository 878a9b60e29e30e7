package io.hooklane.deliverylog.recording;

import io.hooklane.contracts.delivery.DeliveryReport.Attempt;
import io.hooklane.contracts.delivery.DeliveryReport.Subject;
import io.hooklane.contracts.delivery.Failure;
import io.hooklane.contracts.delivery.Timings;
import io.hooklane.contracts.delivery.Trigger;
import io.hooklane.contracts.message.Message;
import io.hooklane.deliverylog.searchkey.NameKey;
import io.hooklane.deliverylog.searchkey.SearchKey;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes rows that are not there yet, at half of what {@link RowMerge} costs the database. One that
 * is there after all refuses its whole transaction. Statements of a caller's transaction.
 */
final class RowCopy {

  private static final String MESSAGES =
      """
      (day, id, environment_id, application_id, event_type, event_id, channels, tags, accepted_at,
      ordering_key, content_type, stored_payload, payload_size, test)""";

  private static final String KEYS =
      """
      (day, environment_id, application_id, message_id, accepted_at, key, name, value,
      application_key)""";

  private static final String DELIVERIES =
      """
      (day, id, environment_id, application_id, endpoint_id, message_id, event_type,
      accepted_at, state, attempts, reported_at, next_attempt_at, failure,
      reason)""";

  private static final String ATTEMPTS =
      """
      (day, id, delivery_id, environment_id, application_id, endpoint_id, message_id,
      event_type, number, manual, began_at, duration_ms, timings, url, status_code, failure,
      failure_detail, request_headers, response_headers, response, state, next_attempt_at)""";

  private RowCopy() {}

  static void writeMessages(Connection connection, Partition partition, List<RecordedMessage> rows)
      throws SQLException {
    if (rows.isEmpty()) {
      return;
    }
    try (CopyRows copy = new CopyRows(connection, partition.quoted("messages") + MESSAGES)) {
      for (RecordedMessage row : rows) {
        Message message = row.message();
        copy.row(14)
            .day(partition.day())
            .text(message.id().value())
            .text(message.environment().value())
            .text(message.application().value())
            .text(message.eventType())
            .text(message.eventId())
            .texts(message.channels())
            .texts(message.tags())
            .moment(message.acceptedAt())
            .text(message.orderingKey())
            .text(message.contentType())
            .bytes(row.payload().bytes())
            .number4(row.payload().size())
            .flag(message.test());
      }
      copy.end();
    }
  }

  static void writeKeys(Connection connection, Partition partition, List<RecordedMessage> rows)
      throws SQLException {
    if (rows.stream().allMatch(row -> row.keys().isEmpty() && row.names().isEmpty())) {
      return;
    }
    try (CopyRows copy = new CopyRows(connection, partition.quoted("message_keys") + KEYS)) {
      for (RecordedMessage row : rows) {
        Message message = row.message();
        for (SearchKey key : row.keys()) {
          write(copy, partition, message, key).noNumber();
        }
        for (NameKey name : row.names()) {
          write(copy, partition, message, name.inEnvironment())
              .number8(name.hash(message.application()));
        }
      }
      copy.end();
    }
  }

  /** All columns of a key but the last. */
  private static CopyRows write(CopyRows copy, Partition partition, Message message, SearchKey key)
      throws SQLException {
    return copy.row(9)
        .day(partition.day())
        .text(message.environment().value())
        .text(message.application().value())
        .text(message.id().value())
        .moment(message.acceptedAt())
        .number8(key.hash())
        .text(key.name())
        .text(key.value());
  }

  static void writeDeliveries(
      Connection connection, Partition partition, List<RecordedDelivery> rows) throws SQLException {
    if (rows.isEmpty()) {
      return;
    }
    try (CopyRows copy = new CopyRows(connection, partition.quoted("deliveries") + DELIVERIES)) {
      for (RecordedDelivery row : rows) {
        Subject subject = row.subject();
        write(copy.row(14).day(partition.day()), subject)
            .moment(subject.acceptedAt())
            .number2(row.state().code())
            .number4(row.attempts())
            .moment(row.reportedAt())
            .moment(row.nextAttemptAt())
            .text(wireName(row.failure()))
            .text(row.reason());
      }
      copy.end();
    }
  }

  static void writeAttempts(Connection connection, Partition partition, List<RecordedAttempt> rows)
      throws SQLException {
    if (rows.isEmpty()) {
      return;
    }
    try (CopyRows copy = new CopyRows(connection, partition.quoted("attempts") + ATTEMPTS)) {
      for (RecordedAttempt row : rows) {
        Attempt attempt = row.attempt();
        write(copy.row(22).day(partition.day()).text(attempt.id().value()), attempt.subject())
            .number4(attempt.number())
            .flag(attempt.trigger() == Trigger.MANUAL)
            .moment(attempt.at())
            .number8(attempt.duration().toMillis())
            .text(timings(attempt))
            .text(attempt.url())
            .number4(attempt.statusCode())
            .text(wireName(attempt.failure()))
            .text(attempt.failureDetail())
            .text(attempt.requestHeaders())
            .text(attempt.responseHeaders())
            .bytes(row.response())
            .number2(RecordedState.of(attempt).code())
            .moment(attempt.nextAttemptAt());
      }
      copy.end();
    }
  }

  /** The columns that deliveries and attempts begin with, in the order of both. */
  private static CopyRows write(CopyRows copy, Subject subject) {
    return copy.text(subject.delivery().value())
        .text(subject.environment().value())
        .text(subject.application().value())
        .text(subject.endpoint().value())
        .text(subject.message().value())
        .text(subject.eventType());
  }

  static @Nullable String timings(Attempt attempt) {
    return attempt.timings().equals(Timings.UNKNOWN) ? null : attempt.timings().text();
  }

  private static @Nullable String wireName(@Nullable Failure failure) {
    return failure == null ? null : failure.wireName();
  }
}
