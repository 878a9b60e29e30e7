package io.hooklane.subscription.operational;

import io.hooklane.contracts.message.Message;
import io.hooklane.topics.ConfigurationLog;
import io.hooklane.topics.MessageOutbox;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;

/**
 * Messages to operational webhooks, which go out when the change that they tell of is committed.
 */
@Singleton
public class OperationalOutbox {

  private static final String TABLE = "subscription.operational_outbox";

  private final DataSource dataSource;
  private final TransactionSynchronizationRegistry transactions;
  private final MessageOutbox outbox;

  OperationalOutbox(
      DataSource dataSource,
      TransactionSynchronizationRegistry transactions,
      ConfigurationLog log) {
    this.dataSource = dataSource;
    this.transactions = transactions;
    this.outbox = new MessageOutbox(dataSource, log, TABLE);
  }

  /** Adds a message to the present transaction: without its commit it is never sent. */
  public void add(Message message, byte[] payload) {
    // Within the transaction the pool gives the connection that Hibernate has.
    try (Connection connection = dataSource.getConnection()) {
      outbox.add(connection, List.of(new MessageOutbox.Outgoing(message, payload)));
    } catch (SQLException e) {
      throw new IllegalStateException("The outbox of operational webhooks takes nothing", e);
    }
    transactions.registerInterposedSynchronization(new WakingAfterwards());
  }

  void start(@Observes StartupEvent event) {
    outbox.start();
  }

  void stop(@Observes ShutdownEvent event) throws InterruptedException {
    outbox.close();
  }

  private final class WakingAfterwards implements Synchronization {
    @Override
    public void beforeCompletion() {}

    @Override
    public void afterCompletion(int status) {
      outbox.wake();
    }
  }
}
