package io.hooklane.deliverylog.recording;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Whether the commit of a transaction waits for PostgreSQL's disk, and its synchronous replicas.
 */
final class DiskWait {

  /**
   * The topics hold what is recorded until it is safe, so a commit whose loss would be noticed need
   * not wait for the disk. The statement is in force for its transaction.
   */
  private static final String NONE = "SET LOCAL synchronous_commit TO off";

  /** Something that is written and of no further effect; its commit waits as configured. */
  private static final String FULL = "SELECT pg_logical_emit_message(true, 'hooklane', 'recorded')";

  private DiskWait() {}

  /** It does not wait: only where the loss of what it writes would be noticed. */
  static void none(Connection connection) throws SQLException {
    execute(connection, NONE);
  }

  /** It waits, even if it has nothing to write: then for all that was committed before. */
  static void full(Connection connection) throws SQLException {
    execute(connection, FULL);
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
