package io.hooklane.deliverylog.recording;

import io.hooklane.contracts.id.EnvironmentId;
import io.hooklane.contracts.id.MessageId;
import io.hooklane.deliverylog.database.Database;
import io.hooklane.deliverylog.payload.StoredPayload;
import io.hooklane.deliverylog.searchkey.SearchKeys;
import io.hooklane.management.ApiException;
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
 * Removes contents for good: a message's payload with all that its receivers answered, or what one
 * of them answered. Neither a repeat of a record nor one that comes later brings it back. Each may
 * be done any number of times. May block.
 */
@Singleton
public class ExpungedContent {

  private static final Logger LOG = Logger.getLogger(ExpungedContent.class);

  private static final String LOCK_NOT_AVAILABLE = "55P03";
  private static final String LOCK_TIMEOUT = "SET LOCAL lock_timeout = '10s'";

  private static final String EXPUNGE_MESSAGE =
      "UPDATE messages SET "
          + StoredPayload.EXPUNGED
          + " WHERE environment_id = ? AND id = ?"
          + " RETURNING day, accepted_at";

  private static final String MARK =
      """
      INSERT INTO expunged_messages (environment_id, day, message_id, expunged_at)
      VALUES (?, ?, ?, now())
      ON CONFLICT (environment_id, day, message_id) DO UPDATE SET expunged_at = EXCLUDED.expunged_at
      """;

  /** The topics tell of no message for longer. */
  private static final String FORGET =
      "DELETE FROM expunged_messages WHERE expunged_at < now() - interval '30 days'";

  private static final String EXPUNGE_ATTEMPTS =
      "UPDATE %s SET response = NULL, response_headers = NULL"
          + " WHERE message_id = ? AND (response IS NOT NULL OR response_headers IS NOT NULL)";

  private static final String EXPUNGE_ATTEMPT =
      "UPDATE attempts SET response = NULL, response_headers = NULL"
          + " WHERE environment_id = ? AND message_id = ? AND id = ?";

  /** The messages of a batch are asked for, not the expunged ones, of which there may be many. */
  private static final String EXPUNGE_LATE_ATTEMPTS =
      """
      UPDATE %s a SET response = NULL, response_headers = NULL
      FROM expunged_messages x
      WHERE x.environment_id = ? AND x.day = ?::date AND x.message_id = ANY (?)
          AND a.message_id = x.message_id
          AND (a.response IS NOT NULL OR a.response_headers IS NOT NULL)
      """;

  private final DataSource dataSource;

  /** Wired by the container. */
  public ExpungedContent(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /**
   * Removes the payload of a recorded message and what its receivers answered, also what they are
   * about to answer.
   *
   * @throws ApiException 503 when PostgreSQL is away or too busy
   */
  public void expunge(EnvironmentId environment, MessageId message) {
    try (Connection connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      try {
        List<Partition> partitions = expungePayload(connection, environment, message);
        connection.commit();
        for (Partition partition : partitions) {
          expungeAttempts(connection, partition, message);
          connection.commit();
        }
      } catch (SQLException | RuntimeException e) {
        connection.rollback();
        throw e;
      }
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  /**
   * Removes what came back of one attempt.
   *
   * @throws ApiException 503 when PostgreSQL is away
   */
  public void expungeAttempt(EnvironmentId environment, String message, String attempt) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement update = connection.prepareStatement(EXPUNGE_ATTEMPT)) {
      update.setString(1, environment.value());
      update.setString(2, message);
      update.setString(3, attempt);
      update.executeUpdate();
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  /** Where its payload stood: an event that was accepted on two days is recorded on both. */
  private static List<Partition> expungePayload(
      Connection connection, EnvironmentId environment, MessageId message) throws SQLException {
    List<Partition> partitions = new ArrayList<>();
    try (Statement forget = connection.createStatement();
        PreparedStatement expunge = connection.prepareStatement(EXPUNGE_MESSAGE)) {
      forget.execute(FORGET);
      expunge.setString(1, environment.value());
      expunge.setString(2, message.value());
      try (ResultSet rows = expunge.executeQuery()) {
        while (rows.next()) {
          partitions.add(new Partition(environment, rows.getObject(1, LocalDate.class)));
          SearchKeys.delete(connection, environment, message, Database.moment(rows, "accepted_at"));
        }
      }
    }
    for (Partition partition : partitions) {
      mark(connection, partition, message);
    }
    partitions.sort(null);
    return partitions;
  }

  private static void mark(Connection connection, Partition partition, MessageId message)
      throws SQLException {
    try (PreparedStatement mark = connection.prepareStatement(MARK)) {
      mark.setString(1, partition.environment().value());
      mark.setObject(2, partition.day());
      mark.setString(3, message.value());
      mark.executeUpdate();
    }
  }

  /**
   * Waits for recordings under way, which may not have seen the mark: those that begin later do.
   * The lock is one that excludes itself, so that two of these do not wait for each other.
   */
  private static void expungeAttempts(Connection connection, Partition partition, MessageId message)
      throws SQLException {
    String table = partition.quoted("attempts");
    try (Statement lock = connection.createStatement();
        PreparedStatement update = connection.prepareStatement(EXPUNGE_ATTEMPTS.formatted(table))) {
      lock.execute(LOCK_TIMEOUT);
      lock.execute("LOCK TABLE " + table + " IN SHARE ROW EXCLUSIVE MODE");
      update.setString(1, message.value());
      update.executeUpdate();
    }
  }

  /**
   * Removes from attempts just written what belongs to expunged messages. After they were written,
   * and in the same transaction: until it ends, nobody expunges in this partition.
   */
  static void expungeLate(Connection connection, Partition partition, Rows rows)
      throws SQLException {
    if (rows.attemptCount() == 0 || !any(connection, partition)) {
      return;
    }
    String sql = EXPUNGE_LATE_ATTEMPTS.formatted(partition.quoted("attempts"));
    try (PreparedStatement update = connection.prepareStatement(sql)) {
      update.setString(1, partition.environment().value());
      update.setString(2, partition.day().toString());
      update.setArray(
          3,
          connection.createArrayOf(
              "text",
              rows.attempts().stream()
                  .map(row -> row.attempt().subject().message().value())
                  .distinct()
                  .toArray()));
      int expunged = update.executeUpdate();
      if (expunged > 0) {
        LOG.infof("attempts of expunged messages recorded without content attempts=%d", expunged);
      }
    }
  }

  private static boolean any(Connection connection, Partition partition) throws SQLException {
    try (PreparedStatement question =
        connection.prepareStatement(
            "SELECT 1 FROM expunged_messages WHERE environment_id = ? AND day = ?::date LIMIT 1")) {
      question.setString(1, partition.environment().value());
      question.setString(2, partition.day().toString());
      try (ResultSet answer = question.executeQuery()) {
        return answer.next();
      }
    }
  }

  private static RuntimeException failed(SQLException e) {
    if (Database.isOutage(e) || LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
      LOG.warnf("content not expunged sqlState=%s reason=%s", e.getSQLState(), e.getMessage());
      return ApiException.unavailable("The log's database is away or too busy; try again");
    }
    return new IllegalStateException("Content could not be expunged", e);
  }
}
