package io.hooklane.deliverylog.search;

import io.hooklane.contracts.id.EnvironmentId;
import io.hooklane.deliverylog.Customer;
import io.hooklane.deliverylog.search.UnroutedClient.Answer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * An environment's messages without a delivery as they stand in the database. A day is given by its
 * noon, UTC.
 */
final class UnroutedTable {

  private final DataSource dataSource;
  private final EnvironmentId environment;

  UnroutedTable(DataSource dataSource, EnvironmentId environment) {
    this.dataSource = dataSource;
    this.environment = environment;
  }

  static Instant noonDaysAgo(int days) {
    return LocalDate.now(ZoneOffset.UTC)
        .minusDays(days)
        .atStartOfDay(ZoneOffset.UTC)
        .plusHours(12)
        .toInstant();
  }

  /**
   * What has to be answered, found by looking at each message for its deliveries.
   *
   * @param of whose messages; everybody's when null
   */
  Answer expected(Instant since, Instant until, @Nullable Customer of) throws SQLException {
    List<String> ids =
        texts(
            """
            SELECT m.id FROM messages m
            WHERE m.environment_id = '%s' AND m.accepted_at >= '%s' AND m.accepted_at < '%s' %s
                AND NOT EXISTS (SELECT FROM deliveries d
                    WHERE d.environment_id = m.environment_id AND d.day = m.day
                        AND d.message_id = m.id)
            ORDER BY m.accepted_at DESC, m.id DESC
            """
                .formatted(
                    environment,
                    since,
                    until,
                    of == null ? "" : "AND m.application_id = '" + of.id().value() + "'"));
    return new Answer(ids.size(), ids.subList(0, Math.min(UnroutedClient.LIMIT, ids.size())));
  }

  /** The messages of its day that the table has. */
  List<String> messages(Instant noon) throws SQLException {
    return texts("SELECT message_id FROM unrouted_messages WHERE " + ofDay(noon));
  }

  /** How many of them may have a delivery nevertheless. */
  long unsure(Instant noon) throws SQLException {
    return count("unrouted_messages WHERE unsure AND " + ofDay(noon));
  }

  /** How many rows of its day another table has. */
  long number(String table, Instant noon) throws SQLException {
    return count(table + " WHERE " + ofDay(noon));
  }

  /** How many partitions of its day a table has: one or none. */
  long partitions(String table, Instant noon) throws SQLException {
    return count("pg_class WHERE relname = '" + partition(table, noon) + "'");
  }

  /** Drops a table's partition of a day. */
  void drop(String table, Instant noon) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("DROP TABLE \"" + partition(table, noon) + '"');
    }
  }

  private long count(String from) throws SQLException {
    return Long.parseLong(texts("SELECT count(*) FROM " + from).getFirst());
  }

  private List<String> texts(String sql) throws SQLException {
    List<String> texts = new ArrayList<>();
    try (Connection connection = dataSource.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql);
        ResultSet found = statement.executeQuery()) {
      while (found.next()) {
        texts.add(found.getString(1));
      }
    }
    return texts;
  }

  private String ofDay(Instant noon) {
    return "environment_id = '%s' AND day = '%s'".formatted(environment, day(noon));
  }

  private String partition(String table, Instant noon) {
    return table
        + '_'
        + environment.value().substring(EnvironmentId.PREFIX.length())
        + '_'
        + day(noon).format(DateTimeFormatter.BASIC_ISO_DATE);
  }

  private static LocalDate day(Instant noon) {
    return noon.atOffset(ZoneOffset.UTC).toLocalDate();
  }
}
