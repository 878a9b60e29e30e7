package io.hooklane.subscription.endpoint;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import java.util.List;

/** The table of endpoints' headers. Every method wants a transaction. */
@Singleton
class HeadersRepository implements PanacheRepositoryBase<HeadersRow, String> {

  /** Endpoints after this id whose headers another key sealed, ascending. */
  List<String> sealedUnderAnother(long key, String after, int most) {
    return getEntityManager()
        .createQuery(
            "select endpointId from EndpointHeaders"
                + " where sealedUnder <> :key and endpointId > :after order by endpointId",
            String.class)
        .setParameter("key", key)
        .setParameter("after", after)
        .setMaxResults(most)
        .getResultList();
  }

  /** The ids of all keys that sealed one. */
  List<Long> keys() {
    return getEntityManager()
        .createQuery("select distinct sealedUnder from EndpointHeaders", Long.class)
        .getResultList();
  }
}
