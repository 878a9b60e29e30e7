package io.hooklane.deliverylog.recording;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.apache.kafka.common.TopicPartition;
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

  private final ExecutorService writers =
      Executors.newCachedThreadPool(
          Thread.ofPlatform().daemon().name("recording-rows-", 1).factory());

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
   * Writes it all, and how far the topics are recorded with it. Messages and the rest of each part
   * are written in transactions of their own beside each other; how far that is, in one after all
   * of them: after a crash between those the rows are repeated, and nothing is counted twice, since
   * each transaction counts what it changes. A crash of the database may take all of it back until
   * {@link #makeSafe} was called.
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
    for (BatchPart part : batch.parts()) {
      part.partitions().values().forEach(rows -> reportedAhead.add(rows.reportedDeliveries()));
    }
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
      try {
        positions.requireKept(connection);
        waitForDisk(connection);
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
      partitions.ensure(connection, batch.partitions());
      writeRows(batch, way);
      connection.setAutoCommit(false);
      try {
        writePositions(connection, nextOffsets);
        connection.commit();
      } catch (SQLException | LostRowsException e) {
        connection.rollback();
        throw e;
      }
    } catch (SQLException e) {
      partitions.forget();
      throw e;
    }
  }

  /** On several threads, and until all have ended: another try must not meet them. */
  private void writeRows(Batch batch, Way way) throws SQLException {
    List<Future<Void>> transactions = new ArrayList<>();
    TaskMarks marks = batch.taskMarks();
    for (BatchPart part : batch.parts()) {
      if (part.hasMessages()) {
        transactions.add(begin(connection -> writeMessages(connection, part, way)));
      }
      if (part.hasOthers()) {
        transactions.add(begin(connection -> writeOthers(connection, part, way)));
      }
    }
    if (!marks.isEmpty()) {
      transactions.add(begin(marks::write));
    }
    @Nullable SQLException failure = null;
    for (Future<Void> transaction : transactions) {
      try {
        awaitEnd(transaction);
      } catch (SQLException e) {
        failure = failure == null ? e : failure;
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  private Future<Void> begin(Transaction transaction) {
    return writers.submit(
        () -> {
          try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try {
              // The positions, which are written after it, tell whether it is there.
              doNotWaitForDisk(connection);
              boolean told = transaction.write(connection);
              connection.commit();
              if (told) {
                events.wake();
              }
            } catch (SQLException e) {
              connection.rollback();
              throw e;
            }
          }
          return null;
        });
  }

  private static void awaitEnd(Future<Void> transaction) throws SQLException {
    try {
      transaction.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof SQLException failure) {
        throw failure;
      }
      throw new IllegalStateException("Rows could not be written", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SQLException("Interrupted", e);
    }
  }

  private static boolean writeMessages(Connection connection, BatchPart part, Way way)
      throws SQLException {
    for (Map.Entry<Partition, Rows> each : part.partitions().entrySet()) {
      way.messages(connection, each.getKey(), each.getValue());
    }
    return false;
  }

  private boolean writeOthers(Connection connection, BatchPart part, Way way) throws SQLException {
    Written written = new Written();
    for (Map.Entry<Partition, Rows> each : part.partitions().entrySet()) {
      way.others(connection, each.getKey(), each.getValue(), written);
      ExpungedContent.expungeLate(connection, each.getKey(), each.getValue());
    }
    Tallying.write(connection, written);
    return events.tell(connection, written);
  }

  /**
   * The database loses what is committed in the order in which it was: when these are there, so is
   * what was written before. Where none goes forward, that would not be noticed: so the disk is
   * waited for.
   */
  private void writePositions(Connection connection, Map<TopicPartition, Long> nextOffsets)
      throws SQLException {
    positions.requireKept(connection);
    if (PositionsTable.advance(connection, nextOffsets)) {
      doNotWaitForDisk(connection);
    } else {
      waitForDisk(connection);
    }
  }

  private static void waitForDisk(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(WAIT_FOR_DISK);
    }
  }

  private static void doNotWaitForDisk(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(DO_NOT_WAIT_FOR_DISK);
    }
  }

  @PreDestroy
  void close() {
    writers.shutdown();
  }

  /** What is written in one transaction; whether somebody is to be told of it. */
  private interface Transaction {
    boolean write(Connection connection) throws SQLException;
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
