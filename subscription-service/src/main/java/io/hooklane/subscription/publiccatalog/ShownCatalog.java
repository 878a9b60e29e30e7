package io.hooklane.subscription.publiccatalog;

import io.hooklane.contracts.id.EnvironmentId;
import io.hooklane.subscription.eventtype.CatalogEntry;
import java.util.List;

/**
 * What is shown of a catalog.
 *
 * @param complete whether that is all; otherwise the first by name
 */
record ShownCatalog(EnvironmentId environment, List<CatalogEntry> entries, boolean complete) {

  ShownCatalog {
    entries = List.copyOf(entries);
  }
}
