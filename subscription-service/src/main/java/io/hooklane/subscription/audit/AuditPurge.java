package io.hooklane.subscription.audit;

import io.hooklane.subscription.housekeeping.Chore;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Forgets entries that were kept long enough. */
@Singleton
class AuditPurge implements Chore {

  private static final int PIECE = 1_000;

  private final AuditRepository entries;
  private final AuditConfig config;
  private final Clock clock;

  AuditPurge(AuditRepository entries, AuditConfig config, Clock clock) {
    this.entries = entries;
    this.config = config;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "audit-entries";
  }

  @Override
  public boolean doSome() {
    return QuarkusTransaction.requiringNew()
            .call(() -> entries.purge(clock.instant().minus(config.retention()), PIECE))
        == PIECE;
  }
}
