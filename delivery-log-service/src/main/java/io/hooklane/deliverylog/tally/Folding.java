package io.hooklane.deliverylog.tally;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * Folds what batches added into {@code rollups} and {@code endpoint_health}, and takes it out of
 * {@code tallies}, in one transaction: every few seconds, and before a question is answered. Any
 * number of replicas may.
 */
@Singleton
public class Folding {

  private static final Logger LOG = Logger.getLogger(Folding.class);

  /** Bounded, so that a long backlog is not one statement; five seconds have far fewer. */
  private static final String TAKE =
      """
      DELETE FROM tallies WHERE id = ANY (ARRAY(SELECT id FROM tallies ORDER BY id LIMIT 500))
      RETURNING content
      """;

  private static final int ROWS_AT_ONCE = 50;

  private final DataSource dataSource;
  private final FoldingConfig config;
  private final Purge purge;
  private final Clock clock;
  private final ReentrantLock lock = new ReentrantLock();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          work -> Thread.ofPlatform().name("folding").daemon().unstarted(work));
  private final Counter failures;
  private boolean neverBegan = true;
  private long lastBegan;

  Folding(
      DataSource dataSource,
      FoldingConfig config,
      Purge purge,
      MeterRegistry registry,
      Clock clock) {
    this.dataSource = dataSource;
    this.config = config;
    this.purge = purge;
    this.clock = clock;
    this.failures =
        Counter.builder("hooklane.statistics.fold.failures")
            .description("Times that what was recorded could not be added to statistics")
            .register(registry);
  }

  void start(@Observes StartupEvent event) {
    long wait = config.foldInterval().toMillis();
    thread.scheduleWithFixedDelay(this::upToDate, wait, wait, TimeUnit.MILLISECONDS);
    long pause = config.purgeInterval().toMillis();
    thread.scheduleWithFixedDelay(this::purge, pause, pause, TimeUnit.MILLISECONDS);
  }

  void stop(@Observes ShutdownEvent event) {
    thread.shutdown();
  }

  /**
   * Blocks until all is folded that was recorded when the question came, whoever folds it. While
   * PostgreSQL is away it only logs: what rests on it then fails of itself.
   */
  public void upToDate() {
    long asked = System.nanoTime();
    lock.lock();
    try {
      if (neverBegan || lastBegan - asked < 0) {
        neverBegan = false;
        lastBegan = System.nanoTime();
        fold();
      }
    } catch (SQLException | RuntimeException e) {
      failures.increment();
      LOG.warnf(e, "what was recorded is not folded, trying again reason=%s", e.getMessage());
    } finally {
      lock.unlock();
    }
  }

  private void purge() {
    try {
      purge.delete(clock.instant());
    } catch (SQLException | RuntimeException e) {
      LOG.warnf(e, "old statistics are not deleted, trying again reason=%s", e.getMessage());
    }
  }

  private void fold() throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      if (!anyTally(connection)) {
        return;
      }
      connection.setAutoCommit(false);
      try {
        boolean all;
        do {
          all = foldSome(connection);
          connection.commit();
        } while (!all);
      } catch (SQLException | RuntimeException e) {
        connection.rollback();
        throw e;
      }
    }
  }

  /**
   * Takes the oldest tallies of one snapshot. When these were all of it, all attempts in it are
   * counted, and what must be counted anew is: before, it would be counted twice.
   *
   * @return whether these were all
   */
  private static boolean foldSome(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
      statement.execute("LOCK TABLE folding IN EXCLUSIVE MODE");
    }
    Tally some = takeTallies(connection);
    boolean all = !anyTally(connection);
    RollupTable.add(connection, some);
    EndpointHealthTable.merge(connection, some);
    if (all) {
      EndpointHealthTable.countAnew(connection);
    }
    return all;
  }

  private static boolean anyTally(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet answer = statement.executeQuery("SELECT EXISTS (SELECT FROM tallies)")) {
      return answer.next() && answer.getBoolean(1);
    }
  }

  private static Tally takeTallies(Connection connection) throws SQLException {
    Tally all = new Tally();
    try (Statement statement = connection.createStatement()) {
      statement.setFetchSize(ROWS_AT_ONCE);
      try (ResultSet answer = statement.executeQuery(TAKE)) {
        while (answer.next()) {
          all.add(answer.getBytes(1));
        }
      }
    }
    return all;
  }
}
