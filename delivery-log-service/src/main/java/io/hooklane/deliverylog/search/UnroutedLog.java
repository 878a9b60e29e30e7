package io.hooklane.deliverylog.search;

import io.hooklane.contracts.id.EnvironmentId;
import io.hooklane.deliverylog.database.Database;
import io.hooklane.deliverylog.database.Query;
import io.hooklane.deliverylog.search.UndeliveredOut.Unrouted;
import io.hooklane.deliverylog.search.UndeliveredOut.WithoutEndpoint;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Messages that no endpoint took. Where they are swept, they stand in a table of their own; what
 * came since is asked for its deliveries. Each piece of the window is bounded by its times, so a
 * sweep that goes on meanwhile moves nothing from one to the other. May block.
 */
@Singleton
class UnroutedLog {

  /**
   * The days are said twice: what follows from the message's would not keep others from being read.
   * By the index on both ids: a join reads all deliveries of a day that has no statistics yet.
   */
  private static final String HAS_NO_DELIVERY =
      "(SELECT d.message_id FROM deliveries d WHERE d.environment_id = m.environment_id"
          + " AND d.day = m.day AND d.message_id = m.id AND d.day >= ? AND d.day <= ?"
          + " ORDER BY d.endpoint_id LIMIT 1) IS NULL";

  private static final String UNSURE_HAS_NO_DELIVERY =
      "(SELECT d.message_id FROM deliveries d WHERE d.environment_id = u.environment_id"
          + " AND d.day = u.day AND d.message_id = u.message_id AND d.day >= ? AND d.day <= ?"
          + " ORDER BY d.endpoint_id LIMIT 1) IS NULL";

  private static final String NEWEST_FIRST = "ORDER BY accepted_at DESC, id DESC LIMIT ";

  /** Its own row is read for each that is shown, in the partition where it stands. */
  private static final String AS_MESSAGES =
      """
      ) u CROSS JOIN LATERAL (
          SELECT m.id, m.application_id, m.event_id, m.event_type, m.accepted_at FROM messages m
          WHERE m.environment_id = ? AND m.day >= ? AND m.day <= ? AND m.day = u.day
              AND m.id = u.id LIMIT 1) m
      ORDER BY m.accepted_at DESC, m.id DESC
      """;

  private final Database database;

  UnroutedLog(Database database) {
    this.database = database;
  }

  /**
   * How many there are, and the newest of them.
   *
   * @param limit how many are shown
   */
  WithoutEndpoint of(EnvironmentId environment, Scope scope, UndeliveredWindow window, int limit) {
    List<SweptPiece> pieces = SweptPiece.of(window, sweptUntil(environment, window));
    long count = 0;
    List<Unrouted> newest = new ArrayList<>();
    for (SweptPiece piece : pieces.reversed()) {
      long number = count(environment, scope, piece);
      if (number > 0 && newest.size() < limit) {
        newest.addAll(newest(environment, scope, piece, limit - newest.size()));
      }
      count += number;
    }
    return new WithoutEndpoint(count, newest);
  }

  private Map<LocalDate, Instant> sweptUntil(EnvironmentId environment, UndeliveredWindow window) {
    Query query =
        new Query(
                "SELECT day, swept_until FROM unrouted_sweeps WHERE environment_id = ?",
                environment.value())
            .and("day >= ?", Query.dayOf(window.since()))
            .and("day <= ?", Query.dayOf(window.until()));
    return database
        .all(
            query,
            row ->
                Map.entry(
                    row.getObject("day", LocalDate.class), Database.moment(row, "swept_until")))
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /** In one statement: what becomes sure meanwhile is counted once. */
  private long count(EnvironmentId environment, Scope scope, SweptPiece piece) {
    String number = "count(*) AS number";
    Query query =
        piece.swept()
            ? sure(number, environment, scope, piece)
                .then("UNION ALL")
                .with(unsure(number, environment, scope, piece))
            : unswept(number, environment, scope, piece);
    return database.all(query, row -> row.getLong("number")).stream()
        .mapToLong(Long::longValue)
        .sum();
  }

  private List<Unrouted> newest(
      EnvironmentId environment, Scope scope, SweptPiece piece, int limit) {
    if (!piece.swept()) {
      Query messages =
          unswept(
              "m.id, m.application_id, m.event_id, m.event_type, m.accepted_at",
              environment,
              scope,
              piece);
      return database.all(messages.then(NEWEST_FIRST + limit), UnroutedLog::unrouted);
    }
    String columns = "u.day, u.message_id AS id, u.accepted_at";
    Query sure = sure(columns, environment, scope, piece).then(NEWEST_FIRST + limit);
    Query unsure = unsure(columns, environment, scope, piece).then(NEWEST_FIRST + limit);
    Query messages =
        sure.within("SELECT m.* FROM ((", ")")
            .then("UNION ALL")
            .with(unsure.within("(", ")"))
            .then(NEWEST_FIRST + limit)
            .with(
                AS_MESSAGES,
                environment.value(),
                Query.dayOf(piece.since()),
                Query.dayOf(piece.until()));
    return database.all(messages, UnroutedLog::unrouted);
  }

  private static Query sure(
      String columns, EnvironmentId environment, Scope scope, SweptPiece piece) {
    Query query =
        new Query(
            "SELECT "
                + columns
                + " FROM unrouted_messages u WHERE NOT u.unsure AND u.environment_id = ?",
            environment.value());
    return within(query, "u", scope, piece);
  }

  private static Query unsure(
      String columns, EnvironmentId environment, Scope scope, SweptPiece piece) {
    Query query =
        new Query(
            "SELECT "
                + columns
                + " FROM unrouted_messages u WHERE u.unsure AND u.environment_id = ?",
            environment.value());
    return within(query, "u", scope, piece)
        .and(UNSURE_HAS_NO_DELIVERY, Query.dayOf(piece.since()), Query.dayOf(piece.until()));
  }

  private static Query unswept(
      String columns, EnvironmentId environment, Scope scope, SweptPiece piece) {
    Query query =
        new Query(
            "SELECT " + columns + " FROM messages m WHERE m.environment_id = ?",
            environment.value());
    return within(query, "m", scope, piece)
        .and(HAS_NO_DELIVERY, Query.dayOf(piece.since()), Query.dayOf(piece.until()));
  }

  private static Query within(Query query, String alias, Scope scope, SweptPiece piece) {
    @Nullable String application = scope.application() == null ? null : scope.application().value();
    query.andIfPresent(alias + ".application_id = ?", application);
    return piece.window().addTo(query, alias);
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
