package io.hooklane.subscription.endpoint;

import io.hooklane.contracts.id.EnvironmentId;
import io.hooklane.management.Caller;
import io.hooklane.management.JsonBody;
import io.hooklane.management.ValidationException;
import io.hooklane.subscription.eventtype.CatalogView;
import io.hooklane.subscription.eventtype.EventTypes;
import jakarta.inject.Singleton;
import java.util.Set;

/** Sees to it that endpoints ask for event types that there are. Groups need no entry. */
@Singleton
class EndpointCatalogCheck {

  private final EventTypes catalog;
  private final Caller caller;

  EndpointCatalogCheck(EventTypes catalog, Caller caller) {
    this.catalog = catalog;
    this.caller = caller;
  }

  /**
   * Checks the event types that a body gives; those that an endpoint has already are let be.
   *
   * @throws ValidationException when one is not in the catalog as the caller sees it, or archived
   */
  EndpointSettings check(EnvironmentId environment, JsonBody body, EndpointSettings settings) {
    String field = EndpointIn.eventTypesField(body);
    if (body.has(field) && settings.eventTypes() != null) {
      CatalogView view = new CatalogView(environment, caller.featureFlags());
      Set<String> missing = catalog.notInUse(view, settings.eventTypes().exactNames());
      if (!missing.isEmpty()) {
        throw body.problem(field, "Not in the catalog, or archived: " + String.join(", ", missing));
      }
    }
    return settings;
  }
}
