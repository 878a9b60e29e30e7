package io.hooklane.subscription.environment;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import java.util.Optional;

/** The environment table. Every method wants a transaction. */
@Singleton
class EnvironmentRepository implements PanacheRepositoryBase<EnvironmentRow, String> {

  Optional<EnvironmentRow> named(String name) {
    return find("name", name).firstResultOptional();
  }
}
