package io.hooklane.deliverylog.retention;

import io.hooklane.deliverylog.retention.KeptPartition.Attachment;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the partitions of all partitioned tables and drops some, on a caller's connection that has
 * no transaction open. Nobody who reads or writes other partitions is held up: a partition is
 * detached without a lock that excludes them, and only then dropped.
 */
final class PartitionDropping {

  /** Any number that nothing else in this database locks, and not the one of making partitions. */
  private static final long LOCK = 0x686f6f6b6c616e66L;

  private static final String ALL =
      """
      SELECT parent.relname, part.relname, i.inhrelid IS NOT NULL, COALESCE(i.inhdetachpending, false)
      FROM pg_class parent
          JOIN pg_class part ON part.relnamespace = parent.relnamespace AND part.relkind = 'r'
              AND starts_with(part.relname, parent.relname || '_')
          LEFT JOIN pg_inherits i ON i.inhrelid = part.oid AND i.inhparent = parent.oid
      WHERE parent.relkind = 'p' AND parent.relnamespace = current_schema()::regnamespace
      """;

  private final Connection connection;

  PartitionDropping(Connection connection) {
    this.connection = connection;
  }

  List<KeptPartition> all() throws SQLException {
    List<KeptPartition> found = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(ALL)) {
      while (row.next()) {
        Attachment attachment =
            row.getBoolean(4)
                ? Attachment.DETACHING
                : row.getBoolean(3) ? Attachment.ATTACHED : Attachment.DETACHED;
        KeptPartition.of(row.getString(1), row.getString(2), attachment).ifPresent(found::add);
      }
    }
    return found;
  }

  /** Whether this connection is the one that may drop now; {@link #release} ends that. */
  boolean acquire(Duration lockTimeout) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT pg_try_advisory_lock(" + LOCK + ")")) {
      if (!row.next() || !row.getBoolean(1)) {
        return false;
      }
    }
    execute("SET lock_timeout = " + lockTimeout.toMillis());
    return true;
  }

  void release() throws SQLException {
    execute("RESET lock_timeout");
    execute("SELECT pg_advisory_unlock(" + LOCK + ")");
  }

  /**
   * Drops it, with all that is in it.
   *
   * @throws SQLException with SQLSTATE 55P03 when somebody held it for too long; what was begun is
   *     ended the next time
   */
  void drop(KeptPartition partition) throws SQLException {
    String detach =
        "ALTER TABLE %s DETACH PARTITION %s "
            .formatted(quoted(partition.table()), quoted(partition.name()));
    switch (partition.attachment()) {
      case ATTACHED -> execute(detach + "CONCURRENTLY");
      case DETACHING -> execute(detach + "FINALIZE");
      case DETACHED -> {}
    }
    execute("DROP TABLE " + quoted(partition.name()));
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }
}
