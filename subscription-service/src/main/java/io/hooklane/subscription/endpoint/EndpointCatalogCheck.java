package io.hooklane.subscription.endpoint;

import io.hooklane.contracts.id.EnvironmentId;
import io.hooklane.management.JsonBody;
import io.hooklane.management.ValidationException;
import io.hooklane.subscription.eventtype.EventTypes;
import jakarta.inject.Singleton;
import java.util.Set;

/** Sees to it that endpoints ask for event types that there are. Groups need no entry. */
@Singleton
class EndpointCatalogCheck {

  private final EventTypes catalog;

  EndpointCatalogCheck(EventTypes catalog) {
    this.catalog = catalog;
  }

  /**
   * Checks the event types that a body gives; those that an endpoint has already are let be.
   *
   * @throws ValidationException when one is not in the catalog, or archived
   */
  EndpointSettings check(EnvironmentId environment, JsonBody body, EndpointSettings settings) {
    String field = EndpointIn.eventTypesField(body);
    if (body.has(field) && settings.eventTypes() != null) {
      Set<String> missing = catalog.notInUse(environment, settings.eventTypes().exactNames());
      if (!missing.isEmpty()) {
        throw body.problem(field, "Not in the catalog, or archived: " + String.join(", ", missing));
      }
    }
    return settings;
  }
}
