package io.hooklane.deliverylog.recording;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.apache.kafka.common.TopicPartition;

/**
 * Writes batches, any number of times with the same outcome. Rows that are new as far as can be
 * told are copied; when one of them was there after all, the batch is written once more, and a few
 * after it, by statements that leave or merge what is there. Not for several threads.
 */
@Singleton
class RecordRepository {

  private static final String UNIQUE_VIOLATION = "23505";

  /** Where there was one repeat, after a crash for one, there are more. */
  private static final int MERGED_AFTER_A_REPEAT = 10;

  /** A replica that lost a partition meanwhile may be behind the one that has it now. */
  private static final String ADVANCE_POSITIONS =
      """
      INSERT INTO recorded_positions AS p (topic, topic_partition, next_offset)
      SELECT * FROM unnest(?, ?, ?)
      ON CONFLICT (topic, topic_partition)
      DO UPDATE SET next_offset = EXCLUDED.next_offset WHERE EXCLUDED.next_offset > p.next_offset
      """;

  private final DataSource dataSource;
  private final AttemptEvents events;
  private final Partitions partitions = new Partitions();
  private final ReportedAhead reportedAhead = new ReportedAhead();
  private int toBeMerged;

  RecordRepository(DataSource dataSource, AttemptEvents events) {
    this.dataSource = dataSource;
    this.events = events;
  }

  /**
   * Writes it all, and how far the topics are recorded with it, in one transaction.
   *
   * @param nextOffsets the first offset of each partition that is not in this batch or an earlier
   *     one
   */
  void write(Batch batch, Map<TopicPartition, Long> nextOffsets) throws SQLException {
    if (toBeMerged > 0) {
      toBeMerged--;
      inTransaction(batch, nextOffsets, RecordRepository::merge);
    } else {
      copyOrMerge(batch, nextOffsets);
    }
    batch.partitions().values().forEach(rows -> reportedAhead.add(rows.reportedDeliveries()));
  }

  private void copyOrMerge(Batch batch, Map<TopicPartition, Long> nextOffsets) throws SQLException {
    try {
      inTransaction(batch, nextOffsets, this::copy);
    } catch (SQLException e) {
      if (!UNIQUE_VIOLATION.equals(e.getSQLState())) {
        throw e;
      }
      toBeMerged = MERGED_AFTER_A_REPEAT;
      inTransaction(batch, nextOffsets, RecordRepository::merge);
    }
  }

  private void inTransaction(Batch batch, Map<TopicPartition, Long> nextOffsets, Writing writing)
      throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      partitions.ensure(connection, batch.partitions().keySet());
      connection.setAutoCommit(false);
      try {
        Written written = new Written();
        for (Map.Entry<Partition, Rows> each : batch.partitions().entrySet()) {
          writing.write(connection, each.getKey(), each.getValue(), written);
          ExpungedContent.expungeLate(connection, each.getKey(), each.getValue());
        }
        batch.taskMarks().write(connection);
        Tallying.write(connection, written);
        boolean told = events.tell(connection, written);
        writePositions(connection, nextOffsets);
        connection.commit();
        if (told) {
          events.wake();
        }
      } catch (SQLException e) {
        connection.rollback();
        throw e;
      }
    } catch (SQLException e) {
      partitions.forget();
      throw e;
    }
  }

  private void copy(Connection connection, Partition partition, Rows rows, Written written)
      throws SQLException {
    List<RecordedDelivery> fresh = rows.newDeliveries(reportedAhead);
    List<RecordedMessage> messages = rows.messages();
    RowCopy.writeMessages(connection, partition, messages);
    RowCopy.writeKeys(connection, partition, messages);
    RowCopy.writeDeliveries(connection, partition, fresh);
    written.began(fresh);
    RowMerge.writeDeliveries(connection, partition, rows.knownDeliveries(reportedAhead), written);
    RowCopy.writeAttempts(connection, partition, rows.attempts());
    written.attempts(rows.attempts());
  }

  private static void merge(Connection connection, Partition partition, Rows rows, Written written)
      throws SQLException {
    RowMerge.writeMessages(connection, partition, rows.messages());
    RowMerge.writeDeliveries(connection, partition, rows.deliveries(), written);
    RowMerge.writeAttempts(connection, partition, rows.attempts(), written);
  }

  private static void writePositions(Connection connection, Map<TopicPartition, Long> nextOffsets)
      throws SQLException {
    List<Map.Entry<TopicPartition, Long>> rows =
        nextOffsets.entrySet().stream()
            .sorted(Comparator.comparing(entry -> entry.getKey().toString()))
            .toList();
    try (PreparedStatement statement = connection.prepareStatement(ADVANCE_POSITIONS)) {
      new Columns<>(connection, statement, rows)
          .text(row -> row.getKey().topic())
          .number(row -> row.getKey().partition())
          .number(Map.Entry::getValue);
      statement.executeUpdate();
    }
  }

  /** One way to write the rows of a partition within a transaction. */
  private interface Writing {
    void write(Connection connection, Partition partition, Rows rows, Written written)
        throws SQLException;
  }
}
