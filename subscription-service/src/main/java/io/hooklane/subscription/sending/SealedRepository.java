package io.hooklane.subscription.sending;

import io.hooklane.contracts.id.EndpointId;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;

/** The table of what is kept sealed for endpoints. Every method wants a transaction. */
@Singleton
class SealedRepository implements PanacheRepositoryBase<SealedRow, String> {

  /** Everything that is kept for this endpoint. */
  List<SealedRow> of(EndpointId endpoint) {
    return list("endpointId", endpoint.value());
  }

  /** What is kept under these contexts. */
  List<SealedRow> of(Collection<String> contexts) {
    return list("context in ?1", contexts);
  }

  /**
   * Endpoints after this id for which another key sealed something, secrets included, ascending.
   */
  List<String> endpointsSealedUnderAnother(long key, String after, int most) {
    return getEntityManager()
        .createNativeQuery(
            """
            SELECT DISTINCT endpoint_id FROM {h-schema}endpoint_sealed_under
            WHERE sealed_under <> :key AND endpoint_id > :after
            ORDER BY endpoint_id
            """,
            String.class)
        .setParameter("key", key)
        .setParameter("after", after)
        .setMaxResults(most)
        .getResultList();
  }

  /** The ids of all keys that sealed something for an endpoint, secrets included. */
  List<Long> keys() {
    return getEntityManager()
        .createNativeQuery(
            "SELECT DISTINCT sealed_under FROM {h-schema}endpoint_sealed_under", Long.class)
        .getResultList();
  }
}
