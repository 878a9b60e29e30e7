package io.hooklane.deliverylog.recording;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Makes the tables' partitions before rows for them are written. Not for several threads; several
 * replicas may.
 */
final class Partitions {

  /** The tables that are partitioned. */
  static final List<String> TABLES =
      List.of("messages", "message_keys", "deliveries", "attempts", "unrouted_messages");

  private static final Logger LOG = Logger.getLogger(Partitions.class);

  /** Any number that nothing else in this database locks but {@code add_partition}. */
  private static final long LOCK = 0x686f6f6b6c616e65L;

  private final Set<Partition> known = new HashSet<>();

  /** Makes what is missing of these and, so that midnight costs nothing, of the next days. */
  void ensure(Connection connection, Set<Partition> wanted) throws SQLException {
    for (Partition partition : wanted) {
      if (known.contains(partition) && known.contains(partition.nextDay())) {
        continue;
      }
      for (Partition missing : List.of(partition, partition.nextDay())) {
        create(connection, missing);
        known.add(missing);
      }
    }
  }

  /** After a failure: a partition may have been dropped meanwhile. */
  void forget() {
    known.clear();
  }

  private static void create(Connection connection, Partition partition) throws SQLException {
    connection.setAutoCommit(false);
    try (Statement lock = connection.createStatement();
        PreparedStatement add =
            connection.prepareStatement("SELECT add_partition(?, ?, ?, ?::date)")) {
      lock.execute("SELECT pg_advisory_xact_lock(" + LOCK + ")");
      for (String table : TABLES) {
        add.setString(1, table);
        add.setString(2, partition.name(table));
        add.setString(3, partition.environment().value());
        add.setString(4, partition.day().toString());
        if (made(add)) {
          LOG.infof("partition created partition=%s", partition.name(table));
        }
      }
      connection.commit();
    } catch (SQLException | RuntimeException e) {
      connection.rollback();
      throw e;
    }
  }

  private static boolean made(PreparedStatement add) throws SQLException {
    try (ResultSet answer = add.executeQuery()) {
      return answer.next() && answer.getBoolean(1);
    }
  }
}
