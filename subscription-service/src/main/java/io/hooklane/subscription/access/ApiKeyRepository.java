package io.hooklane.subscription.access;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;

/** The table of API keys. Every method wants a transaction. */
@Singleton
class ApiKeyRepository implements PanacheRepositoryBase<ApiKeyRow, String> {

  boolean knows(String hash) {
    return count("hash", hash) > 0;
  }
}
