package io.hooklane.subscription.publiccatalog;

import io.hooklane.subscription.eventtype.CatalogEntry;
import java.util.List;

/**
 * The catalog as its page shows it; public, because the template looks into it.
 *
 * @param complete whether that is all
 */
public record CatalogPage(List<Group> groups, boolean complete) {

  public CatalogPage {
    groups = List.copyOf(groups);
  }

  /** The event types of one group, by name. */
  public record Group(String name, List<CatalogEntry> entries) {

    public Group {
      entries = List.copyOf(entries);
    }
  }
}
