package io.hooklane.deliverylog.tally;

import io.hooklane.contracts.id.AttemptId;
import io.hooklane.deliverylog.tally.Tally.Place;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The table of endpoints' health, for the one that folds. Statements of a caller's transaction. */
final class EndpointHealthTable {

  private static final int ROWS_AT_ONCE = 2_000;

  /** Ids of attempts can tell no earlier moment. */
  private static final Instant EARLIEST_ID = Instant.parse("2014-05-13T16:53:20Z");

  private static final String SELECT =
      """
      SELECT environment_id, application_id, endpoint_id, last_success_at, failures, failing_since,
          last_failure_at, last_error, exact
      FROM endpoint_health
      """;

  private static final String PRESENT = SELECT + "WHERE endpoint_id = ANY (?)";
  private static final String NOT_EXACT = SELECT + "WHERE NOT exact ORDER BY endpoint_id";

  private static final String PUT =
      """
      INSERT INTO endpoint_health (endpoint_id, environment_id, application_id, last_success_at,
          last_failure_at, last_error, failures, failing_since, exact)
      SELECT endpoint_id, environment_id, application_id, to_timestamp(last_success_at / 1000.0),
          to_timestamp(last_failure_at / 1000.0), last_error, failures,
          to_timestamp(failing_since / 1000.0), exact
      FROM unnest(?::text[], ?::text[], ?::text[], ?::bigint[], ?::bigint[], ?::text[],
              ?::bigint[], ?::bigint[], ?::boolean[])
          AS u (endpoint_id, environment_id, application_id, last_success_at, last_failure_at,
              last_error, failures, failing_since, exact)
      ON CONFLICT (endpoint_id) DO UPDATE SET last_success_at = EXCLUDED.last_success_at,
          last_failure_at = EXCLUDED.last_failure_at, last_error = EXCLUDED.last_error,
          failures = EXCLUDED.failures, failing_since = EXCLUDED.failing_since,
          exact = EXCLUDED.exact
      """;

  /** An attempt's id begins with the time at which it began: so the index is read from there. */
  private static final String COUNT =
      """
      SELECT count(*) AS number, min(began_at) AS first FROM attempts
      WHERE environment_id = ? AND endpoint_id = ? AND id >= ? AND began_at > ?
          AND failure IS NOT NULL AND NOT manual
      """;

  private EndpointHealthTable() {}

  private record Row(Place place, EndpointHealth health) {}

  /** Merges all of it. */
  static void merge(Connection connection, Tally tally) throws SQLException {
    List<Row> told =
        tally.endpoints().entrySet().stream()
            .map(entry -> new Row(entry.getKey(), entry.getValue().health))
            .filter(row -> !row.health().equals(EndpointHealth.UNKNOWN))
            .sorted(Comparator.comparing(row -> row.place().endpoint()))
            .toList();
    for (int from = 0; from < told.size(); from += ROWS_AT_ONCE) {
      List<Row> some = told.subList(from, Math.min(told.size(), from + ROWS_AT_ONCE));
      Map<String, EndpointHealth> present = present(connection, some);
      List<Row> rows = new ArrayList<>();
      for (Row row : some) {
        EndpointHealth before =
            present.getOrDefault(row.place().endpoint(), EndpointHealth.UNKNOWN);
        rows.add(new Row(row.place(), before.mergedWith(row.health())));
      }
      put(connection, rows);
    }
  }

  /** Counts the failures of those that are not exact; all attempts must be merged. */
  static void countAnew(Connection connection) throws SQLException {
    List<Row> rows = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(NOT_EXACT);
        ResultSet answer = statement.executeQuery()) {
      while (answer.next()) {
        Place place =
            new Place(
                answer.getString("environment_id"),
                answer.getString("application_id"),
                answer.getString("endpoint_id"));
        rows.add(new Row(place, counted(connection, place, read(answer))));
      }
    }
    if (!rows.isEmpty()) {
      put(connection, rows);
    }
  }

  private static EndpointHealth counted(Connection connection, Place place, EndpointHealth health)
      throws SQLException {
    Instant success = health.lastSuccessAt() == null ? EARLIEST_ID : health.lastSuccessAt();
    try (PreparedStatement statement = connection.prepareStatement(COUNT)) {
      statement.setString(1, place.environment());
      statement.setString(2, place.endpoint());
      statement.setString(3, AttemptId.first(success).value());
      statement.setObject(4, success.atOffset(ZoneOffset.UTC));
      try (ResultSet answer = statement.executeQuery()) {
        answer.next();
        return health.counted(answer.getLong("number"), moment(answer, "first"));
      }
    }
  }

  private static Map<String, EndpointHealth> present(Connection connection, List<Row> rows)
      throws SQLException {
    Map<String, EndpointHealth> present = new HashMap<>();
    try (PreparedStatement statement = connection.prepareStatement(PRESENT)) {
      bind(statement, 1, "text", rows, row -> row.place().endpoint());
      try (ResultSet answer = statement.executeQuery()) {
        while (answer.next()) {
          present.put(answer.getString("endpoint_id"), read(answer));
        }
      }
    }
    return present;
  }

  private static void put(Connection connection, List<Row> rows) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(PUT)) {
      bind(statement, 1, "text", rows, row -> row.place().endpoint());
      bind(statement, 2, "text", rows, row -> row.place().environment());
      bind(statement, 3, "text", rows, row -> row.place().application());
      bind(statement, 4, "int8", rows, row -> millis(row.health().lastSuccessAt()));
      bind(statement, 5, "int8", rows, row -> millis(row.health().lastFailureAt()));
      bind(statement, 6, "text", rows, row -> row.health().lastError());
      bind(statement, 7, "int8", rows, row -> row.health().failures());
      bind(statement, 8, "int8", rows, row -> millis(row.health().failingSince()));
      bind(statement, 9, "bool", rows, row -> row.health().exact());
      statement.executeUpdate();
    }
  }

  private static EndpointHealth read(ResultSet row) throws SQLException {
    return new EndpointHealth(
        moment(row, "last_success_at"),
        row.getLong("failures"),
        moment(row, "failing_since"),
        moment(row, "last_failure_at"),
        row.getString("last_error"),
        row.getBoolean("exact"));
  }

  private static void bind(
      PreparedStatement statement,
      int parameter,
      String type,
      List<Row> rows,
      Function<Row, @Nullable Object> column)
      throws SQLException {
    Object[] values = rows.stream().map(column).toArray();
    statement.setArray(parameter, statement.getConnection().createArrayOf(type, values));
  }

  private static @Nullable Long millis(@Nullable Instant moment) {
    return moment == null ? null : moment.toEpochMilli();
  }

  private static @Nullable Instant moment(ResultSet row, String column) throws SQLException {
    OffsetDateTime moment = row.getObject(column, OffsetDateTime.class);
    return moment == null ? null : moment.toInstant();
  }
}
