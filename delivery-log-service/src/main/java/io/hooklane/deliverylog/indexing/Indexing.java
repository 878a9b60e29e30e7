package io.hooklane.deliverylog.indexing;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * Gives partitions that an earlier release made the indexes that they lack, newest first, and drops
 * indexes that have a successor on every partition. Reading and recording go on meanwhile. One
 * replica does it at a time; what is not done is done the next time. May block for as long as it
 * takes.
 */
@Singleton
public class Indexing {

  private static final Logger LOG = Logger.getLogger(Indexing.class);
  private static final String LOCK_NOT_AVAILABLE = "55P03";

  /** Any number that nothing else in this database locks. */
  private static final long LOCK = 0x686f6f6b6c616e67L;

  /**
   * Each index of a partitioned table that one of its partitions has no part of. Days stand last in
   * partitions' names.
   */
  private static final String MISSING =
      """
      SELECT parent.relname AS successor, part.relname AS part,
          part.relname || '_' || parent.oid AS name,
          substr(def, strpos(def, ' USING ')) AS definition
      FROM pg_index x
          JOIN pg_class parent ON parent.oid = x.indexrelid AND parent.relkind = 'I'
          JOIN pg_inherits i ON i.inhparent = x.indrelid AND NOT i.inhdetachpending
          JOIN pg_class part ON part.oid = i.inhrelid
          CROSS JOIN LATERAL pg_get_indexdef(parent.oid) AS def
      WHERE parent.relnamespace = current_schema()::regnamespace AND NOT x.indisvalid
          AND NOT EXISTS (SELECT FROM pg_index own JOIN pg_inherits attached
                  ON attached.inhrelid = own.indexrelid AND attached.inhparent = parent.oid
              WHERE own.indrelid = part.oid)
      ORDER BY right(part.relname, 8) DESC, parent.relname
      """;

  private static final String REPLACED =
      """
      SELECT r.name FROM replaced_indexes r
          JOIN pg_class c ON c.relname = r.successor
              AND c.relnamespace = current_schema()::regnamespace
          JOIN pg_index x ON x.indexrelid = c.oid AND x.indisvalid
      ORDER BY r.name
      """;

  private static final String WITHOUT_NAMES =
      "SELECT environment_id, day FROM days_without_names ORDER BY day DESC, environment_id";

  private final DataSource dataSource;
  private final IndexingConfig config;

  Indexing(DataSource dataSource, IndexingConfig config) {
    this.dataSource = dataSource;
    this.config = config;
  }

  private record Missing(String parent, String partition, String name, String definition) {}

  private record Day(String environment, LocalDate day) {}

  @FunctionalInterface
  private interface Reader<T> {
    T read(ResultSet row) throws SQLException;
  }

  /** Does what there is to do; nothing when another replica is at it. */
  public void bringUpToDate() throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      connection.setAutoCommit(true);
      // A connection may be silent for as long as an index takes.
      int patience = connection.getNetworkTimeout();
      connection.setNetworkTimeout(Runnable::run, 0);
      try {
        if (all(connection, "SELECT pg_try_advisory_lock(" + LOCK + ")", row -> row.getBoolean(1))
            .getFirst()) {
          try {
            build(connection);
            addNames(connection);
            dropReplaced(connection);
          } finally {
            execute(connection, "SELECT pg_advisory_unlock(" + LOCK + ")");
          }
        }
      } finally {
        connection.setNetworkTimeout(Runnable::run, patience);
      }
    }
  }

  private void build(Connection connection) throws SQLException {
    List<Missing> missing =
        all(
            connection,
            MISSING,
            row ->
                new Missing(
                    row.getString("successor"),
                    row.getString("part"),
                    row.getString("name"),
                    row.getString("definition")));
    for (Missing index : missing) {
      // One that was not finished is of no use to anybody.
      execute(connection, "DROP INDEX CONCURRENTLY IF EXISTS " + quoted(index.name));
      execute(
          connection,
          "CREATE INDEX CONCURRENTLY %s ON %s%s"
              .formatted(quoted(index.name), quoted(index.partition), index.definition));
      unlessHeld(
          connection,
          "ALTER INDEX " + quoted(index.parent) + " ATTACH PARTITION " + quoted(index.name));
      LOG.infof("index built index=%s partition=%s", index.parent, index.partition);
    }
  }

  private void addNames(Connection connection) throws SQLException {
    List<Day> days =
        all(
            connection,
            WITHOUT_NAMES,
            row -> new Day(row.getString(1), row.getObject(2, LocalDate.class)));
    for (Day day : days) {
      try (PreparedStatement add = connection.prepareStatement("SELECT add_names(?, ?)")) {
        add.setString(1, day.environment);
        add.setObject(2, day.day);
        add.execute();
      }
      LOG.infof("channels and tags indexed environment=%s day=%s", day.environment, day.day);
    }
  }

  private void dropReplaced(Connection connection) throws SQLException {
    for (String name : all(connection, REPLACED, row -> row.getString(1))) {
      if (unlessHeld(connection, "DROP INDEX IF EXISTS " + quoted(name))) {
        try (PreparedStatement forget =
            connection.prepareStatement("DELETE FROM replaced_indexes WHERE name = ?")) {
          forget.setString(1, name);
          forget.executeUpdate();
        }
        LOG.infof("index dropped, it has a successor index=%s", name);
      }
    }
  }

  /** Whether it was done; not when somebody held what it locks. */
  private boolean unlessHeld(Connection connection, String sql) throws SQLException {
    execute(connection, "SET lock_timeout = " + config.lockTimeout().toMillis());
    try {
      execute(connection, sql);
      return true;
    } catch (SQLException e) {
      if (!LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
        throw e;
      }
      LOG.infof("an index is held by somebody, again later statement=%s", sql);
      return false;
    } finally {
      execute(connection, "RESET lock_timeout");
    }
  }

  private static <T> List<T> all(Connection connection, String sql, Reader<T> reader)
      throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet answer = statement.executeQuery(sql)) {
      List<T> rows = new ArrayList<>();
      while (answer.next()) {
        rows.add(reader.read(answer));
      }
      return rows;
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }
}
