package io.hooklane.subscription.alert;

import io.quarkus.hibernate.orm.panache.PanacheRepository;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;

/** The table of e-mails. Every method wants a transaction. */
@Singleton
class AlertRepository implements PanacheRepository<AlertRow> {

  /** The oldest one that is due and that no other instance is sending, locked. */
  Optional<AlertRow> lockDue(Instant now) {
    return getEntityManager()
        .createNativeQuery(
            """
            SELECT * FROM {h-schema}alert WHERE due_at <= :now
            ORDER BY due_at, id LIMIT 1 FOR UPDATE SKIP LOCKED
            """,
            AlertRow.class)
        .setParameter("now", now)
        .getResultStream()
        .findFirst()
        .map(AlertRow.class::cast);
  }

  /** When the next one is due, if there is one. */
  Optional<Instant> nextDue() {
    return find("order by dueAt").firstResultOptional().map(row -> row.dueAt);
  }
}
