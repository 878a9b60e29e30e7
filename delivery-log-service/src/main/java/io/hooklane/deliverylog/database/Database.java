package io.hooklane.deliverylog.database;

import io.hooklane.management.ApiException;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Asks PostgreSQL. May block for as long as a connection or an answer takes, bounded. */
@Singleton
public class Database {

  private static final Logger LOG = Logger.getLogger(Database.class);

  private final DataSource dataSource;

  /** Makes an object of the row that the result stands on. */
  @FunctionalInterface
  public interface RowReader<T> {

    /** Reads the present row. */
    T read(ResultSet row) throws SQLException;
  }

  /** Wired by the container. */
  public Database(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /**
   * All rows of the answer, in its order.
   *
   * @throws ApiException 503 when PostgreSQL is away
   */
  public <T> List<T> all(Query query, RowReader<T> reader) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement statement = connection.prepareStatement(query.text())) {
      bind(connection, statement, query.parameters());
      List<T> rows = new ArrayList<>();
      try (ResultSet answer = statement.executeQuery()) {
        while (answer.next()) {
          rows.add(reader.read(answer));
        }
      }
      return rows;
    } catch (SQLException e) {
      if (isOutage(e)) {
        LOG.warnf("PostgreSQL is away reason=%s", e.getMessage());
        throw ApiException.unavailable("The log's database is away; try again");
      }
      throw new IllegalStateException("A query failed", e);
    }
  }

  /** Changes rows; how many. Otherwise as {@link #all}. */
  public int change(Query statement) {
    return all(
            new Query(
                "WITH changed AS ("
                    + statement.text()
                    + " RETURNING 1)"
                    + " SELECT count(*) FROM changed",
                statement.parameters().toArray()),
            row -> row.getInt(1))
        .getFirst();
  }

  /** The first row of the answer, if there is one; otherwise as {@link #all}. */
  public <T> Optional<T> first(Query query, RowReader<T> reader) {
    return all(query, reader).stream().findFirst();
  }

  /** The moment in a column, or null. */
  public static @Nullable Instant optionalMoment(ResultSet row, String column) throws SQLException {
    OffsetDateTime moment = row.getObject(column, OffsetDateTime.class);
    return moment == null ? null : moment.toInstant();
  }

  /** The moment in a column that is never null. */
  public static Instant moment(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  private static void bind(
      Connection connection, PreparedStatement statement, List<Object> parameters)
      throws SQLException {
    for (int i = 0; i < parameters.size(); i++) {
      switch (parameters.get(i)) {
        case Instant moment -> statement.setObject(i + 1, moment.atOffset(ZoneOffset.UTC));
        case String[] texts -> statement.setArray(i + 1, connection.createArrayOf("text", texts));
        case Object value -> statement.setObject(i + 1, value);
      }
    }
  }

  /** Connection trouble, a server that stops or starts, and running out of connections. */
  public static boolean isOutage(SQLException e) {
    String state = e.getSQLState();
    return state == null
        || state.startsWith("08")
        || state.startsWith("53")
        || state.startsWith("57");
  }
}
