package io.hooklane.deliverylog.search;

import io.hooklane.contracts.id.EnvironmentId;
import io.hooklane.deliverylog.attempt.MessageStatus;
import io.hooklane.deliverylog.database.Database;
import io.hooklane.deliverylog.database.Query;
import io.hooklane.deliverylog.recording.RecordedState;
import io.hooklane.deliverylog.recording.RecordingProgress;
import io.hooklane.deliverylog.search.UndeliveredOut.Group;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** What was accepted and has not arrived. May block. */
@Singleton
class UndeliveredLog {

  /** As the index of them has it. */
  private static final String NOT_SUCCEEDED = "d.state <> " + RecordedState.SUCCESS.ordinal();

  private final Database database;
  private final RecordingProgress progress;
  private final UnroutedLog unrouted;

  UndeliveredLog(Database database, RecordingProgress progress, UnroutedLog unrouted) {
    this.database = database;
    this.progress = progress;
    this.unrouted = unrouted;
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
        scope.endpoint() == null ? unrouted.of(environment, scope, window, limit) : null);
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
    window.addTo(query, "d");
    return database.all(
        query.then("GROUP BY d.state, d.failure ORDER BY number DESC, d.state, d.failure"),
        UndeliveredLog::group);
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
}
