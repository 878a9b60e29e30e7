package io.hooklane.deliverylog.recording;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Makes the tables' partitions, a UTC day each, before rows for them are written. Not for several
 * threads; several replicas may.
 */
final class DayPartitions {

  private static final Logger LOG = Logger.getLogger(DayPartitions.class);
  private static final List<String> TABLES = List.of("messages", "deliveries", "attempts");

  /** Any number that nothing else in this database locks. */
  private static final long LOCK = 0x686f6f6b6c616e65L;

  private final Set<LocalDate> known = new HashSet<>();

  /**
   * Makes what is missing for these days and, so that midnight costs nothing, for the next ones.
   */
  void ensure(Connection connection, Set<LocalDate> days) throws SQLException {
    for (LocalDate day : days) {
      for (LocalDate wanted : List.of(day, day.plusDays(1))) {
        if (!known.contains(wanted)) {
          create(connection, wanted);
          known.add(wanted);
        }
      }
    }
  }

  /** After a failure: a partition may have been dropped meanwhile. */
  void forget() {
    known.clear();
  }

  private void create(Connection connection, LocalDate day) throws SQLException {
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.execute("SELECT pg_advisory_xact_lock(" + LOCK + ")");
      for (String table : TABLES) {
        String partition = table + "_" + day.format(DateTimeFormatter.BASIC_ISO_DATE);
        if (!exists(statement, partition)) {
          createAndAttach(statement, table, partition, day);
          LOG.infof("partition created partition=%s", partition);
        }
      }
      connection.commit();
    } catch (SQLException e) {
      connection.rollback();
      throw e;
    }
  }

  /** Attached, not created in place: that locks the table against readers, this does not. */
  private static void createAndAttach(
      Statement statement, String table, String partition, LocalDate day) throws SQLException {
    statement.execute("CREATE TABLE " + partition + " (LIKE " + table + " INCLUDING ALL)");
    if (table.equals("deliveries")) {
      // Most rows change a few times while they are young: room for that on the same page.
      statement.execute("ALTER TABLE " + partition + " SET (fillfactor = 85)");
    }
    statement.execute(
        "ALTER TABLE %s ATTACH PARTITION %s FOR VALUES FROM ('%s') TO ('%s')"
            .formatted(table, partition, day, day.plusDays(1)));
  }

  private static boolean exists(Statement statement, String partition) throws SQLException {
    try (ResultSet found = statement.executeQuery("SELECT to_regclass('" + partition + "')")) {
      return found.next() && found.getString(1) != null;
    }
  }
}
