package io.hooklane.deliverylog.tally;

import io.hooklane.deliverylog.tally.Tally.EndpointTally;
import io.hooklane.deliverylog.tally.Tally.Place;
import io.hooklane.deliverylog.tally.Tally.Slot;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The table of rollups, for the one that folds: rows are read, added to and written back.
 * Statements of a caller's transaction.
 */
final class RollupTable {

  private static final int ROWS_AT_ONCE = 2_000;

  private static final String PRESENT =
      """
      SELECT r.endpoint_id, r.span, r.begins, r.event_type, r.pending, r.success, r.failed,
          r.canceled, r.retried, r.attempts, r.failed_attempts, r.latency
      FROM unnest(?::text[], ?::smallint[], ?::bigint[], ?::text[])
              AS u (endpoint_id, span, begins, event_type)
          JOIN rollups r ON r.endpoint_id = u.endpoint_id AND r.span = u.span
              AND r.begins = to_timestamp(u.begins / 1000.0) AND r.event_type = u.event_type
      """;

  private static final String PUT =
      """
      INSERT INTO rollups (environment_id, application_id, endpoint_id, event_type, span, begins,
          pending, success, failed, canceled, retried, attempts, failed_attempts, latency)
      SELECT environment_id, application_id, endpoint_id, event_type, span,
          to_timestamp(begins / 1000.0), pending, success, failed, canceled, retried, attempts,
          failed_attempts, latency
      FROM unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::smallint[], ?::bigint[],
              ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[],
              ?::bigint[], ?::bytea[])
          AS u (environment_id, application_id, endpoint_id, event_type, span, begins, pending,
              success, failed, canceled, retried, attempts, failed_attempts, latency)
      ON CONFLICT (endpoint_id, span, begins, event_type) DO UPDATE SET
          pending = EXCLUDED.pending, success = EXCLUDED.success, failed = EXCLUDED.failed,
          canceled = EXCLUDED.canceled, retried = EXCLUDED.retried, attempts = EXCLUDED.attempts,
          failed_attempts = EXCLUDED.failed_attempts, latency = EXCLUDED.latency
      """;

  private RollupTable() {}

  /** What is unique. */
  private record Key(String endpoint, Span span, Instant begins, String eventType)
      implements Comparable<Key> {

    private static final Comparator<Key> ORDER =
        Comparator.comparing(Key::endpoint)
            .thenComparing(Key::span)
            .thenComparing(Key::begins)
            .thenComparing(Key::eventType);

    @Override
    public int compareTo(Key other) {
      return ORDER.compare(this, other);
    }
  }

  private record Row(Place place, Rollup rollup) {}

  /** Adds all of it, to hours and days. */
  static void add(Connection connection, Tally tally) throws SQLException {
    List<Map.Entry<Key, Row>> rows = List.copyOf(rows(tally).entrySet());
    for (int from = 0; from < rows.size(); from += ROWS_AT_ONCE) {
      List<Map.Entry<Key, Row>> some =
          rows.subList(from, Math.min(rows.size(), from + ROWS_AT_ONCE));
      addPresent(connection, some);
      put(connection, some);
    }
  }

  private static SortedMap<Key, Row> rows(Tally tally) {
    SortedMap<Key, Row> rows = new TreeMap<>();
    for (Map.Entry<Place, EndpointTally> endpoint : tally.endpoints().entrySet()) {
      for (Map.Entry<Slot, Rollup> each : endpoint.getValue().rollups.entrySet()) {
        Slot slot = each.getKey();
        for (Span span : Span.values()) {
          Instant begins = span.beginOf(slot.hour());
          Key key = new Key(endpoint.getKey().endpoint(), span, begins, slot.eventType());
          rows.computeIfAbsent(key, none -> new Row(endpoint.getKey(), new Rollup()))
              .rollup()
              .add(each.getValue());
        }
      }
    }
    return rows;
  }

  private static void addPresent(Connection connection, List<Map.Entry<Key, Row>> rows)
      throws SQLException {
    Map<Key, Rollup> byKey = new TreeMap<>();
    rows.forEach(row -> byKey.put(row.getKey(), row.getValue().rollup()));
    try (PreparedStatement statement = connection.prepareStatement(PRESENT)) {
      bind(statement, 1, "text", rows, row -> row.getKey().endpoint());
      bind(statement, 2, "int2", rows, row -> row.getKey().span().code());
      bind(statement, 3, "int8", rows, row -> row.getKey().begins().toEpochMilli());
      bind(statement, 4, "text", rows, row -> row.getKey().eventType());
      try (ResultSet answer = statement.executeQuery()) {
        while (answer.next()) {
          Key key =
              new Key(
                  answer.getString("endpoint_id"),
                  Span.ofCode(answer.getShort("span")),
                  answer.getObject("begins", OffsetDateTime.class).toInstant(),
                  answer.getString("event_type"));
          Rollup rollup = byKey.get(key);
          if (rollup != null) {
            for (Count count : Count.values()) {
              rollup.add(count, answer.getLong(count.column()));
            }
            rollup.addLatency(answer.getBytes("latency"));
          }
        }
      }
    }
  }

  private static void put(Connection connection, List<Map.Entry<Key, Row>> rows)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(PUT)) {
      int parameter = 1;
      bind(statement, parameter++, "text", rows, row -> row.getValue().place().environment());
      bind(statement, parameter++, "text", rows, row -> row.getValue().place().application());
      bind(statement, parameter++, "text", rows, row -> row.getKey().endpoint());
      bind(statement, parameter++, "text", rows, row -> row.getKey().eventType());
      bind(statement, parameter++, "int2", rows, row -> row.getKey().span().code());
      bind(statement, parameter++, "int8", rows, row -> row.getKey().begins().toEpochMilli());
      for (Count count : Count.values()) {
        bind(statement, parameter++, "int8", rows, row -> row.getValue().rollup().count(count));
      }
      byte[][] latencies =
          rows.stream().map(row -> row.getValue().rollup().packedLatency()).toArray(byte[][]::new);
      statement.setArray(parameter, connection.createArrayOf("bytea", latencies));
      statement.executeUpdate();
    }
  }

  private static <R> void bind(
      PreparedStatement statement,
      int parameter,
      String type,
      List<R> rows,
      Function<R, Object> column)
      throws SQLException {
    Object[] values = rows.stream().map(column).toArray();
    statement.setArray(parameter, statement.getConnection().createArrayOf(type, values));
  }
}
