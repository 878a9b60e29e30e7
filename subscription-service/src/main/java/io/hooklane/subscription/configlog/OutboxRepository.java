package io.hooklane.subscription.configlog;

import io.quarkus.hibernate.orm.panache.PanacheRepository;
import io.quarkus.panache.common.Sort;
import jakarta.inject.Singleton;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The outbox table. Every method wants a transaction. */
@Singleton
class OutboxRepository implements PanacheRepository<OutboxRow> {

  /** Any number, as long as nothing else in the database locks it. */
  private static final long PUBLISHING = 0x686F_6F6B_6C61_6E65L;

  /** Appends a change, after everything that the transaction has written so far. */
  void append(String key, byte @Nullable [] value) {
    // A row that waits for another transaction's lock must not have its place in the order already.
    flush();
    persistAndFlush(new OutboxRow(key, value));
  }

  /**
   * Makes this transaction the only one of all instances that publishes, until its end.
   *
   * @param patienceMillis how long to wait for another one's end before failing
   */
  void lockPublishing(long patienceMillis) {
    getEntityManager()
        .createNativeQuery("SELECT set_config('lock_timeout', :patience, true)")
        .setParameter("patience", Long.toString(patienceMillis))
        .getSingleResult();
    getEntityManager()
        .createNativeQuery("SELECT 1 FROM (SELECT pg_advisory_xact_lock(:lock)) AS locked")
        .setParameter("lock", PUBLISHING)
        .getSingleResult();
  }

  /** The oldest changes, in their order. */
  List<OutboxRow> oldest(int most) {
    return findAll(Sort.ascending("id")).page(0, most).list();
  }

  /** Forgets changes that are acknowledged. */
  void forget(List<OutboxRow> acknowledged) {
    delete("id in ?1", acknowledged.stream().map(row -> row.id).toList());
  }
}
