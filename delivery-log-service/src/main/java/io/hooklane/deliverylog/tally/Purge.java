package io.hooklane.deliverylog.tally;

import io.hooklane.contracts.id.EnvironmentId;
import io.hooklane.deliverylog.retention.RetentionPeriods;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/**
 * Deletes rollups that have had their environment's time, some thousand in a transaction, and what
 * is known of endpoints that were not tried for as long. Any number of replicas may.
 */
@Singleton
class Purge {

  private static final int ROWS_AT_ONCE = 5_000;

  /** Jumps from one environment to the next in the index. */
  private static final String ENVIRONMENTS =
      """
      WITH RECURSIVE e AS (
          (SELECT environment_id FROM rollups ORDER BY environment_id LIMIT 1)
          UNION ALL
          SELECT (SELECT r.environment_id FROM rollups r WHERE r.environment_id > e.environment_id
              ORDER BY r.environment_id LIMIT 1)
          FROM e WHERE e.environment_id IS NOT NULL)
      SELECT environment_id FROM e WHERE environment_id IS NOT NULL
      """;

  private static final String ROLLUPS =
      """
      DELETE FROM rollups WHERE ctid = ANY (ARRAY(SELECT ctid FROM rollups
          WHERE environment_id = ? AND span = %d AND begins < ? LIMIT ?))
      """;

  private static final String HEALTH =
      """
      DELETE FROM endpoint_health WHERE ctid = ANY (ARRAY(SELECT ctid FROM endpoint_health
          WHERE environment_id = ? AND GREATEST(last_success_at, last_failure_at) < ? LIMIT ?))
      """;

  private final DataSource dataSource;
  private final RetentionPeriods periods;

  Purge(DataSource dataSource, RetentionPeriods periods) {
    this.dataSource = dataSource;
    this.periods = periods;
  }

  /** Deletes what has had its time at this moment: whole UTC days. */
  void delete(Instant now) throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      for (String environment : environments(connection)) {
        Instant begin = Span.DAY.beginOf(now.minus(periods.of(new EnvironmentId(environment))));
        for (Span span : Span.values()) {
          delete(connection, ROLLUPS.formatted(span.code()), environment, begin);
        }
        delete(connection, HEALTH, environment, begin);
      }
    }
  }

  private static List<String> environments(Connection connection) throws SQLException {
    List<String> environments = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet answer = statement.executeQuery(ENVIRONMENTS)) {
      while (answer.next()) {
        environments.add(answer.getString(1));
      }
    }
    return environments;
  }

  private static void delete(Connection connection, String sql, String environment, Instant begin)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, environment);
      statement.setObject(2, begin.atOffset(ZoneOffset.UTC));
      statement.setInt(3, ROWS_AT_ONCE);
      int deleted;
      do {
        deleted = statement.executeUpdate();
      } while (deleted == ROWS_AT_ONCE);
    }
  }
}
