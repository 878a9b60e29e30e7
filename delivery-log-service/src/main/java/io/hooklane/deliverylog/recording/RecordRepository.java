package io.hooklane.deliverylog.recording;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

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

  /**
   * The topics hold what is recorded until it is safe, so a commit whose loss would be noticed need
   * not wait for the disk. The statement is in force for its transaction.
   */
  private static final String DO_NOT_WAIT_FOR_DISK = "SET LOCAL synchronous_commit TO off";

  /** Something that is written and of no further effect; its commit waits as configured. */
  private static final String WAIT_FOR_DISK =
      "SELECT pg_logical_emit_message(true, 'hooklane', 'recorded')";

  private static final Logger LOG = Logger.getLogger(RecordRepository.class);

  private final ExecutorService messageWriter =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().daemon().name("recording-messages").factory());

  private final DataSource dataSource;
  private final AttemptEvents events;
  private final Partitions partitions = new Partitions();
  private final ReportedAhead reportedAhead = new ReportedAhead();
  private volatile PositionsTable positions = new PositionsTable();
  private int toBeMerged;

  RecordRepository(DataSource dataSource, AttemptEvents events) {
    this.dataSource = dataSource;
    this.events = events;
  }

  /** What was written before is not held against this database any more: it is read again. */
  void beginAnew() {
    positions = new PositionsTable();
  }

  /**
   * Writes it all, and how far the topics are recorded with it. Messages are written in one
   * transaction, everything else in another at the same time, which is committed after it: a crash
   * between the two leaves messages that are repeated. A crash of the database may take it back
   * until {@link #makeSafe} was called.
   *
   * @param nextOffsets the first offset of each partition that is not in this batch or an earlier
   *     one
   * @throws LostRowsException when something that was written before is not there any more
   */
  void write(Batch batch, Map<TopicPartition, Long> nextOffsets) throws SQLException {
    if (toBeMerged > 0) {
      toBeMerged--;
      write(batch, nextOffsets, new Merging());
    } else {
      copyOrMerge(batch, nextOffsets);
    }
    batch.partitions().values().forEach(rows -> reportedAhead.add(rows.reportedDeliveries()));
    positions.committed(nextOffsets);
  }

  /**
   * Waits until what was written before is as safe as anything that this database commits: on its
   * disk, and those of its synchronous replicas. On any thread.
   *
   * @throws LostRowsException when some of it is not there any more
   */
  void makeSafe() throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      try (Statement statement = connection.createStatement()) {
        positions.requireKept(connection);
        statement.execute(WAIT_FOR_DISK);
        connection.commit();
      } catch (SQLException | LostRowsException e) {
        connection.rollback();
        throw e;
      }
    }
  }

  private void copyOrMerge(Batch batch, Map<TopicPartition, Long> nextOffsets) throws SQLException {
    try {
      write(batch, nextOffsets, new Copying());
    } catch (SQLException e) {
      if (!UNIQUE_VIOLATION.equals(e.getSQLState())) {
        throw e;
      }
      toBeMerged = MERGED_AFTER_A_REPEAT;
      write(batch, nextOffsets, new Merging());
    }
  }

  private void write(Batch batch, Map<TopicPartition, Long> nextOffsets, Way way)
      throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      partitions.ensure(connection, batch.partitions().keySet());
      Future<Void> messages = messageWriter.submit(() -> writeMessages(batch, way));
      connection.setAutoCommit(false);
      try {
        boolean told = writeOthers(connection, batch, way);
        if (PositionsTable.advance(connection, nextOffsets)) {
          doNotWaitForDisk(connection);
        }
        awaitWritten(messages);
        connection.commit();
        if (told) {
          events.wake();
        }
      } catch (SQLException | LostRowsException e) {
        connection.rollback();
        awaitEnd(messages);
        throw e;
      }
    } catch (SQLException e) {
      partitions.forget();
      throw e;
    }
  }

  /** A transaction of its own, beside the other: nothing is counted of messages. */
  private @Nullable Void writeMessages(Batch batch, Way way) throws SQLException {
    if (batch.messageCount() == 0) {
      return null;
    }
    try (Connection connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      try {
        doNotWaitForDisk(connection);
        for (Map.Entry<Partition, Rows> each : batch.partitions().entrySet()) {
          way.messages(connection, each.getKey(), each.getValue());
        }
        connection.commit();
      } catch (SQLException e) {
        connection.rollback();
        throw e;
      }
    }
    return null;
  }

  private static void awaitWritten(Future<Void> messages) throws SQLException {
    try {
      messages.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof SQLException failure) {
        throw failure;
      }
      throw new IllegalStateException("Messages could not be written", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SQLException("Interrupted", e);
    }
  }

  /** Whatever came of it: another try must not meet it. */
  private static void awaitEnd(Future<Void> messages) {
    try {
      messages.get();
    } catch (ExecutionException e) {
      LOG.debug("messages not written", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean writeOthers(Connection connection, Batch batch, Way way) throws SQLException {
    positions.requireKept(connection);
    Written written = new Written();
    for (Map.Entry<Partition, Rows> each : batch.partitions().entrySet()) {
      way.others(connection, each.getKey(), each.getValue(), written);
      ExpungedContent.expungeLate(connection, each.getKey(), each.getValue());
    }
    batch.taskMarks().write(connection);
    Tallying.write(connection, written);
    return events.tell(connection, written);
  }

  private static void doNotWaitForDisk(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(DO_NOT_WAIT_FOR_DISK);
    }
  }

  @PreDestroy
  void close() {
    messageWriter.shutdown();
  }

  /** One way to write the rows of a partition. */
  private interface Way {

    void messages(Connection connection, Partition partition, Rows rows) throws SQLException;

    void others(Connection connection, Partition partition, Rows rows, Written written)
        throws SQLException;
  }

  private final class Copying implements Way {

    @Override
    public void messages(Connection connection, Partition partition, Rows rows)
        throws SQLException {
      List<RecordedMessage> messages = rows.messages();
      RowCopy.writeMessages(connection, partition, messages);
      RowCopy.writeKeys(connection, partition, messages);
    }

    @Override
    public void others(Connection connection, Partition partition, Rows rows, Written written)
        throws SQLException {
      List<RecordedDelivery> fresh = rows.newDeliveries(reportedAhead);
      RowCopy.writeDeliveries(connection, partition, fresh);
      written.began(fresh);
      RowMerge.writeDeliveries(connection, partition, rows.knownDeliveries(reportedAhead), written);
      RowCopy.writeAttempts(connection, partition, rows.attempts());
      written.attempts(rows.attempts());
    }
  }

  private static final class Merging implements Way {

    @Override
    public void messages(Connection connection, Partition partition, Rows rows)
        throws SQLException {
      RowMerge.writeMessages(connection, partition, rows.messages());
    }

    @Override
    public void others(Connection connection, Partition partition, Rows rows, Written written)
        throws SQLException {
      RowMerge.writeDeliveries(connection, partition, rows.deliveries(), written);
      RowMerge.writeAttempts(connection, partition, rows.attempts(), written);
    }
  }
}
