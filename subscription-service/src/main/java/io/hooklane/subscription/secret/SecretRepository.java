package io.hooklane.subscription.secret;

import io.hooklane.contracts.id.EndpointId;
import io.quarkus.hibernate.orm.panache.PanacheRepository;
import io.quarkus.panache.common.Sort;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;

/** The table of endpoints' secrets. Every method wants a transaction. */
@Singleton
class SecretRepository implements PanacheRepository<SecretRow> {

  /** An endpoint's secrets that still sign, newest first: the first is the current one. */
  List<SecretRow> valid(EndpointId endpoint, Instant now) {
    return list(
        "endpointId = ?1 and (expiresAt is null or expiresAt > ?2)",
        Sort.descending("id"),
        endpoint.value(),
        now);
  }

  /** Deletes those that no longer sign. */
  void deleteExpired(EndpointId endpoint, Instant now) {
    delete("endpointId = ?1 and expiresAt <= ?2", endpoint.value(), now);
  }
}
