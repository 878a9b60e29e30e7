package io.hooklane.deliverylog.resend;

import io.hooklane.deliverylog.database.Database;
import io.hooklane.deliverylog.database.Query;
import io.hooklane.management.ApiException;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/**
 * Has a request with an idempotency key its effect once: the first claims the key in a transaction
 * that commits when the effect is there; whoever comes meanwhile waits for that.
 */
@Singleton
public class ResendRequests {

  /** Each holds a connection until Kafka has acknowledged: others need them too. */
  private static final int AT_ONCE = 4;

  private static final Duration LONGEST_WAIT = Duration.ofSeconds(3);
  private static final String CLAIM =
      "INSERT INTO resends (request, created_at) VALUES (?, ?) ON CONFLICT DO NOTHING";

  private final DataSource dataSource;
  private final Database database;
  private final Semaphore room = new Semaphore(AT_ONCE);

  /** Wired by the container. */
  public ResendRequests(DataSource dataSource, Database database) {
    this.dataSource = dataSource;
    this.database = database;
  }

  /**
   * Has the effect, unless this request had it before. When it throws, it counts as not had.
   *
   * @throws ApiException 503 when PostgreSQL is away, or too many wait
   */
  void once(byte[] request, Instant now, Runnable effect) {
    try {
      if (!room.tryAcquire(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
        throw ApiException.unavailable("Too many resends at once; try again");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw ApiException.unavailable("The service stops; try again");
    }
    try {
      claimAndHave(request, now, effect);
    } catch (SQLException e) {
      throw ApiException.unavailable("The log's database is away; try again");
    } finally {
      room.release();
    }
  }

  private void claimAndHave(byte[] request, Instant now, Runnable effect) throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      try (PreparedStatement claim = connection.prepareStatement(CLAIM)) {
        claim.setBytes(1, request);
        claim.setObject(2, OffsetDateTime.ofInstant(now, ZoneOffset.UTC));
        if (claim.executeUpdate() == 1) {
          effect.run();
        }
        connection.commit();
      } catch (SQLException | RuntimeException e) {
        connection.rollback();
        throw e;
      }
    }
  }

  /** Forgets requests of before this moment. */
  public void purge(Instant before) {
    database.change(new Query("DELETE FROM resends WHERE created_at < ?", before));
  }
}
