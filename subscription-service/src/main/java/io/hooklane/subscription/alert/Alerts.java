package io.hooklane.subscription.alert;

import jakarta.inject.Singleton;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;

/**
 * Tells operators by e-mail. What is told in a transaction goes out after its commit, at least
 * once, tried again for hours; nothing waits for it and nothing fails because of it.
 */
@Singleton
public class Alerts {

  private static final int LONGEST_SUBJECT = 200;

  private final AlertsConfig config;
  private final AlertRepository alerts;
  private final AlertLoop loop;
  private final TransactionSynchronizationRegistry transactions;
  private final Clock clock;

  Alerts(
      AlertsConfig config,
      AlertRepository alerts,
      AlertLoop loop,
      TransactionSynchronizationRegistry transactions,
      Clock clock) {
    this.config = config;
    this.alerts = alerts;
    this.loop = loop;
    this.transactions = transactions;
    this.clock = clock;
  }

  /** Whether anybody is to be told; without, {@link #tell} does nothing. */
  public boolean areWanted() {
    return config.recipients().isPresent();
  }

  /**
   * Tells the operators once the present transaction is committed.
   *
   * @param subject one line; what would make it several is taken out
   * @param body plain text
   */
  @Transactional(Transactional.TxType.MANDATORY)
  public void tell(String subject, String body) {
    if (!areWanted()) {
      return;
    }
    Instant now = clock.instant();
    AlertRow row = new AlertRow();
    row.subject = PlainText.line(subject, LONGEST_SUBJECT);
    row.body = body.replace('\0', ' ');
    row.dueAt = now;
    row.createdAt = now;
    alerts.persist(row);
    transactions.registerInterposedSynchronization(new WakingAfterwards());
  }

  private final class WakingAfterwards implements Synchronization {
    @Override
    public void beforeCompletion() {}

    @Override
    public void afterCompletion(int status) {
      loop.wake();
    }
  }
}
