package io.hooklane.deliverylog.recording;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

  private final DataSource dataSource;
  private final AttemptEvents events;
  private final Clock clock;
  private final RowWriters writers;
  private final Partitions partitions = new Partitions();
  private final ReportedAhead reportedAhead = new ReportedAhead();
  private volatile PositionsTable positions = new PositionsTable();
  private int toBeMerged;
  private boolean forgot;

  /**
   * A batch whose rows are being written.
   *
   * @param failure why that could not even begin; null when it did
   */
  record Begun(Batch batch, List<Future<?>> transactions, @Nullable SQLException failure) {

    void await() throws SQLException {
      if (failure != null) {
        throw failure;
      }
      RowWriters.awaitEnd(transactions);
    }
  }

  RecordRepository(DataSource dataSource, AttemptEvents events, Clock clock) {
    this.dataSource = dataSource;
    this.events = events;
    this.clock = clock;
    this.writers = new RowWriters(dataSource, () -> positions, clock);
  }

  /** What was written before is not held against this database any more: it is read again. */
  void beginAnew() {
    positions = new PositionsTable();
  }

  /** Writes it all; see {@link #begin} and {@link #finish}. */
  void write(Batch batch, Map<TopicPartition, Long> nextOffsets) throws SQLException {
    finish(begin(batch), nextOffsets);
  }

  /**
   * Begins to write a batch's rows: those of one part in a transaction, those of several in two for
   * each part, messages and the rest, beside each other. Each counts what it changes. Another batch
   * may be begun before this one is finished, and its rows of a part are written after these.
   */
  Begun begin(Batch batch) {
    boolean merging = toBeMerged > 0;
    toBeMerged = Math.max(0, toBeMerged - 1);
    return begin(batch, merging ? new Merging() : new Copying());
  }

  /**
   * Waits for the rows, and then writes how far the topics are recorded with them: after a crash
   * between the two the rows are repeated, and nothing is counted twice. A crash of the database
   * may take all of it back until {@link #makeSafe} was called. To be called for one batch after
   * another, and when it failed, to be begun and finished again.
   *
   * @param nextOffsets the first offset of each partition that is not in this batch or an earlier
   *     one
   * @throws LostRowsException when something that was written before is not there any more
   */
  void finish(Begun begun, Map<TopicPartition, Long> nextOffsets) throws SQLException {
    try {
      finishRows(begun);
      writePositions(nextOffsets);
    } catch (SQLException e) {
      partitions.forget();
      throw e;
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
        DiskWait.full(connection);
        connection.commit();
      } catch (SQLException | LostRowsException e) {
        connection.rollback();
        throw e;
      }
    }
  }

  private Begun begin(Batch batch, Way way) {
    try (Connection connection = dataSource.getConnection()) {
      partitions.ensure(connection, batch.partitions());
    } catch (SQLException e) {
      return new Begun(batch, List.of(), e);
    }
    for (BatchPart part : batch.parts()) {
      part.partitions().values().forEach(rows -> reportedAhead.add(rows.reportedDeliveries()));
    }
    List<Future<?>> transactions = new ArrayList<>();
    if (batch.parts().size() == 1) {
      beginAsOne(batch.parts().getFirst(), way, transactions);
    } else {
      beginBesideEachOther(batch, way, transactions);
    }
    TaskMarks marks = batch.taskMarks();
    if (!marks.isEmpty()) {
      transactions.add(writers.begin("marks", marks::write));
    }
    return new Begun(batch, transactions, null);
  }

  /**
   * While it keeps up, one of PostgreSQL's processes at a time is enough: each that writes takes a
   * processor from the deliveries.
   */
  private void beginAsOne(BatchPart part, Way way, List<Future<?>> transactions) {
    if (part.hasMessages() || part.hasOthers()) {
      transactions.add(
          writers.begin(
              "deliveries-0",
              connection -> {
                writeMessages(connection, part, way);
                return writeOthers(connection, part, way);
              }));
    }
  }

  private void beginBesideEachOther(Batch batch, Way way, List<Future<?>> transactions) {
    for (int i = 0; i < batch.parts().size(); i++) {
      BatchPart part = batch.parts().get(i);
      if (part.hasMessages()) {
        transactions.add(
            writers.begin(
                "messages-" + i,
                connection -> {
                  writeMessages(connection, part, way);
                  return () -> {};
                }));
      }
      if (part.hasOthers()) {
        transactions.add(
            writers.begin("deliveries-" + i, connection -> writeOthers(connection, part, way)));
      }
    }
  }

  private void finishRows(Begun begun) throws SQLException {
    try {
      begun.await();
    } catch (SQLException e) {
      if (!UNIQUE_VIOLATION.equals(e.getSQLState())) {
        throw e;
      }
      toBeMerged = MERGED_AFTER_A_REPEAT;
      begin(begun.batch(), new Merging()).await();
    }
  }

  private static void writeMessages(Connection connection, BatchPart part, Way way)
      throws SQLException {
    for (Map.Entry<Partition, Rows> each : part.partitions().entrySet()) {
      way.messages(connection, each.getKey(), each.getValue());
    }
  }

  private Runnable writeOthers(Connection connection, BatchPart part, Way way) throws SQLException {
    Written written = new Written();
    for (Map.Entry<Partition, Rows> each : part.partitions().entrySet()) {
      way.others(connection, each.getKey(), each.getValue(), written);
      ExpungedContent.expungeLate(connection, each.getKey(), each.getValue());
    }
    UnroutedRows.removeLate(connection, part.partitions().keySet(), written);
    Tallying.write(connection, written);
    return events.tell(connection, written) ? events::wake : () -> {};
  }

  /**
   * The rows are there, or their writers' marks were lost with them. And the database loses what is
   * committed in the order in which it was: when these positions are there, so are the rows. Where
   * none goes forward, that would not be noticed: so the disk is waited for.
   */
  private void writePositions(Map<TopicPartition, Long> nextOffsets) throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      try {
        positions.requireKept(connection);
        if (!forgot) {
          WriterMarks.forget(connection, clock.instant());
          forgot = true;
        }
        if (PositionsTable.advance(connection, nextOffsets)) {
          DiskWait.none(connection);
        } else {
          DiskWait.full(connection);
        }
        connection.commit();
      } catch (SQLException | LostRowsException e) {
        connection.rollback();
        throw e;
      }
    }
  }

  @PreDestroy
  void close() {
    writers.close();
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
      UnroutedRows.addLate(connection, partition, messages, List.of());
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
