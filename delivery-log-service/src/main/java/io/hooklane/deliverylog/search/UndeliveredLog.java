package io.hooklane.deliverylog.search;

import io.hooklane.contracts.id.EnvironmentId;
import io.hooklane.deliverylog.attempt.MessageStatus;
import io.hooklane.deliverylog.database.Database;
import io.hooklane.deliverylog.database.Query;
import io.hooklane.deliverylog.recording.RecordedState;
import io.hooklane.deliverylog.recording.RecordingProgress;
import io.hooklane.deliverylog.search.UndeliveredOut.Group;
import io.hooklane.deliverylog.search.UndeliveredOut.Unrouted;
import io.hooklane.deliverylog.search.UndeliveredOut.WithoutEndpoint;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was accepted and has not arrived. May block. */
@Singleton
class UndeliveredLog {

  /** As the index of them has it. */
  private static final String NOT_SUCCEEDED = "d.state <> " + RecordedState.SUCCESS.ordinal();

  /**
   * The days are said twice: what follows from the message's would not keep others from being read.
   */
  private static final String HAS_NO_DELIVERY =
      "NOT EXISTS (SELECT 1 FROM deliveries d WHERE d.environment_id = m.environment_id"
          + " AND d.day = m.day AND d.message_id = m.id AND d.day >= ? AND d.day <= ?)";

  private final Database database;
  private final RecordingProgress progress;

  UndeliveredLog(Database database, RecordingProgress progress) {
    this.database = database;
    this.progress = progress;
  }

  /**
   * Deliveries and messages of the window; what is on its way when the question comes is waited
   * for, bounded.
   *
   * @param limit how many messages without an endpoint are shown
   */
  UndeliveredOut of(EnvironmentId environment, Scope scope, UndeliveredWindow window, int limit) {
    progress.awaitRecorded();
    return new UndeliveredOut(
        window.since(),
        window.until(),
        groups(environment, scope, window),
        scope.endpoint() == null ? withoutEndpoint(environment, scope, window, limit) : null);
  }

  private List<Group> groups(EnvironmentId environment, Scope scope, UndeliveredWindow window) {
    Query query =
        new Query(
                "SELECT d.state, d.failure, count(*) AS number, min(d.accepted_at) AS oldest,"
                    + " max(d.accepted_at) AS newest FROM deliveries d"
                    + " WHERE d.environment_id = ? AND "
                    + NOT_SUCCEEDED,
                environment.value())
            .andIfPresent(
                "d.application_id = ?",
                scope.application() == null || scope.endpoint() != null
                    ? null
                    : scope.application().value())
            .andIfPresent(
                "d.endpoint_id = ?", scope.endpoint() == null ? null : scope.endpoint().value());
    within(query, "d", window);
    return database.all(
        query.then("GROUP BY d.state, d.failure ORDER BY number DESC, d.state, d.failure"),
        UndeliveredLog::group);
  }

  private WithoutEndpoint withoutEndpoint(
      EnvironmentId environment, Scope scope, UndeliveredWindow window, int limit) {
    long count =
        database
            .first(
                messages("count(*) AS number", environment, scope, window),
                row -> row.getLong("number"))
            .orElse(0L);
    if (count == 0) {
      return new WithoutEndpoint(0, List.of());
    }
    Query newest =
        messages(
                "m.id, m.application_id, m.event_id, m.event_type, m.accepted_at",
                environment,
                scope,
                window)
            .then("ORDER BY m.accepted_at DESC, m.id DESC LIMIT " + limit);
    return new WithoutEndpoint(count, database.all(newest, UndeliveredLog::unrouted));
  }

  private static Query messages(
      String columns, EnvironmentId environment, Scope scope, UndeliveredWindow window) {
    @Nullable String application = scope.application() == null ? null : scope.application().value();
    Query query =
        new Query(
                "SELECT " + columns + " FROM messages m WHERE m.environment_id = ?",
                environment.value())
            .andIfPresent("m.application_id = ?", application);
    within(query, "m", window);
    return query.and(HAS_NO_DELIVERY, Query.dayOf(window.since()), Query.dayOf(window.until()));
  }

  private static void within(Query query, String alias, UndeliveredWindow window) {
    query
        .and(alias + ".accepted_at >= ?", window.since())
        .and(alias + ".accepted_at < ?", window.until())
        .and(alias + ".day >= ?", Query.dayOf(window.since()))
        .and(alias + ".day <= ?", Query.dayOf(window.until()));
  }

  private static Group group(ResultSet row) throws SQLException {
    MessageStatus status = MessageStatus.of(RecordedState.ofCode(row.getInt("state")));
    return new Group(
        status.number(),
        status.text(),
        row.getString("failure"),
        row.getLong("number"),
        Database.moment(row, "oldest"),
        Database.moment(row, "newest"));
  }

  private static Unrouted unrouted(ResultSet row) throws SQLException {
    return new Unrouted(
        row.getString("id"),
        row.getString("application_id"),
        row.getString("event_id"),
        row.getString("event_type"),
        Database.moment(row, "accepted_at"));
  }
}
