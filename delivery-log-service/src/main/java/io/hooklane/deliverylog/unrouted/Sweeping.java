package io.hooklane.deliverylog.unrouted;

import io.hooklane.deliverylog.unrouted.SweepTables.Day;
import io.hooklane.deliverylog.unrouted.SweepTables.Span;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * Finds messages without a delivery, each day's from its beginning on, and keeps them in {@code
 * unrouted_messages}: each message is looked at once. Whoever records something of a time that was
 * swept keeps them right from then on. One replica sweeps at a time; whatever is killed, what was
 * swept stays so, and the rest is swept the next time. May block.
 */
@Singleton
public class Sweeping {

  private static final Logger LOG = Logger.getLogger(Sweeping.class);

  private static final long BETWEEN_LOOKS_NANOS = 20_000_000;
  private static final int SETTLED_AT_ONCE = 5_000;

  /** So many times as long as it worked: a processor is for what is recorded meanwhile. */
  private static final int RESTS = 3;

  private static final Comparator<Day> NEWEST_FIRST =
      Comparator.comparing(Day::day).reversed().thenComparing(Day::environment);

  private final DataSource dataSource;
  private final SweepConfig config;

  Sweeping(DataSource dataSource, SweepConfig config) {
    this.dataSource = dataSource;
    this.config = config;
  }

  /** What one replica does while no other does it; whether it could. */
  @FunctionalInterface
  private interface Work {
    boolean with(SweepTables tables) throws SQLException;
  }

  /**
   * Sweeps what was accepted before this moment, the newest days first. Nothing when another
   * replica is at it.
   *
   * @return false when a transaction was under way for too long, so that nothing was swept
   */
  public boolean sweep(Instant until) throws SQLException {
    return alone(
        tables -> {
          // Whole milliseconds, as moments of acceptance are kept.
          List<Day> days = tables.announce(until.truncatedTo(ChronoUnit.MILLIS));
          if (!days.isEmpty() && !awaitOthers(tables)) {
            return false;
          }
          for (Day day : days.stream().sorted(NEWEST_FIRST).toList()) {
            sweep(tables, day);
          }
          return true;
        });
  }

  /**
   * Looks through days that are swept to their end: from then on nothing that is recorded of them
   * goes unnoticed, so what is not sure is made so. Nothing when another replica is at it.
   */
  public void settle() throws SQLException {
    alone(
        tables -> {
          for (Day day : tables.sweptDays()) {
            if (tables.prepare(day)) {
              boolean more;
              do {
                more = tables.inTransaction(() -> settleSome(tables, day));
              } while (more && !Thread.currentThread().isInterrupted());
            }
          }
          return true;
        });
  }

  private boolean alone(Work work) throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      connection.setAutoCommit(true);
      SweepTables tables = new SweepTables(connection);
      if (!tables.acquire()) {
        return true;
      }
      try {
        return work.with(tables);
      } finally {
        tables.release();
      }
    }
  }

  /**
   * Waits for transactions that may not have seen the announcement: those that begin to write later
   * do, and what these wrote is there when they have ended.
   */
  private boolean awaitOthers(SweepTables tables) throws SQLException {
    long deadline = System.nanoTime() + config.patience().toNanos();
    String horizon = tables.horizon();
    while (!tables.hasPassed(horizon)) {
      if (System.nanoTime() >= deadline || Thread.currentThread().isInterrupted()) {
        LOG.info("a transaction is under way for long, swept later");
        return false;
      }
      LockSupport.parkNanos(BETWEEN_LOOKS_NANOS);
    }
    return true;
  }

  private void sweep(SweepTables tables, Day day) throws SQLException {
    if (tables.prepare(day)) {
      tables.analyze(day);
      boolean more;
      do {
        long began = System.nanoTime();
        more = tables.inTransaction(() -> sweepSome(tables, day));
        if (more) {
          LockSupport.parkNanos(RESTS * (System.nanoTime() - began));
        }
      } while (more && !Thread.currentThread().isInterrupted());
    }
  }

  /** Whether there is more. */
  private boolean sweepSome(SweepTables tables, Day day) throws SQLException {
    Optional<Span> held = tables.hold(day);
    if (held.isEmpty()) {
      return false;
    }
    Span all = held.get();
    Span some = all.endingAt(tables.momentBehind(day, all, config.messagesAtOnce()));
    tables.insertWithoutDelivery(day, some);
    tables.advance(day, some.until());
    return some.until().isBefore(all.until());
  }

  /** Whether there may be more. */
  private static boolean settleSome(SweepTables tables, Day day) throws SQLException {
    if (tables.hold(day).isEmpty()) {
      return false;
    }
    List<String> unsure = tables.lockUnsure(day, SETTLED_AT_ONCE);
    tables.deleteDelivered(day, unsure);
    tables.makeSure(day, unsure);
    return unsure.size() == SETTLED_AT_ONCE;
  }
}
