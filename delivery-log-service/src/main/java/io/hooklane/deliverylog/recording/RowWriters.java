package io.hooklane.deliverylog.recording;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Threads that each write one transaction after another. What goes to one of them is written in the
 * order in which it came. One thread begins and awaits.
 */
final class RowWriters {

  private final Map<String, ExecutorService> threads = new HashMap<>();
  private final DataSource dataSource;
  private final Supplier<PositionsTable> positions;
  private final WriterMarks marks;

  /** What is written in one transaction. */
  interface Transaction {

    /**
     * Writes it.
     *
     * @return what is to be done once it is committed
     */
    Runnable write(Connection connection) throws SQLException;
  }

  /**
   * No threads yet.
   *
   * @param positions where it is noted what was committed
   */
  RowWriters(DataSource dataSource, Supplier<PositionsTable> positions, Clock clock) {
    this.dataSource = dataSource;
    this.positions = positions;
    this.marks = new WriterMarks(clock);
  }

  /**
   * Begins; its commit does not wait for the disk. It leaves a mark beside the positions, so that
   * {@link PositionsTable#requireKept} notices when it is lost.
   */
  Future<?> begin(String writer, Transaction transaction) {
    return threads
        .computeIfAbsent(writer, RowWriters::thread)
        .submit(
            () -> {
              write(writer, transaction);
              return null;
            });
  }

  /**
   * Waits until all have ended.
   *
   * @throws SQLException when one failed, the first one's reason
   * @throws IllegalStateException when that is another one: {@link LostRowsException} when
   *     something that was written before is not there any more
   */
  static void awaitEnd(List<Future<?>> transactions) throws SQLException {
    @Nullable Throwable failure = null;
    for (Future<?> transaction : transactions) {
      try {
        transaction.get();
      } catch (ExecutionException e) {
        failure = failure == null ? e.getCause() : failure;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new SQLException("Interrupted", e);
      }
    }
    if (failure instanceof SQLException reason) {
      throw reason;
    }
    if (failure != null) {
      throw new IllegalStateException("Rows could not be written", failure);
    }
  }

  void close() {
    threads.values().forEach(ExecutorService::shutdown);
  }

  private void write(String writer, Transaction transaction) throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      try {
        DiskWait.none(connection);
        // This writer's new mark would hide that its last one was lost.
        positions.get().requireKept(connection);
        Runnable afterwards = transaction.write(connection);
        Map<TopicPartition, Long> mark = marks.next(writer);
        PositionsTable.advance(connection, mark);
        connection.commit();
        positions.get().committed(mark);
        afterwards.run();
      } catch (SQLException | RuntimeException e) {
        // Otherwise the pool would commit what was written until then.
        connection.rollback();
        throw e;
      }
    }
  }

  private static ExecutorService thread(String name) {
    return Executors.newSingleThreadExecutor(
        Thread.ofPlatform().daemon().name("recording-" + name).factory());
  }
}
