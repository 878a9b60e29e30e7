package io.hooklane.subscription.publiccatalog;

import io.hooklane.contracts.id.EnvironmentId;
import io.hooklane.management.ApiException;
import io.hooklane.subscription.environment.Environments;
import io.hooklane.subscription.eventtype.CatalogEntry;
import io.hooklane.subscription.eventtype.EventTypes;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/** The catalogs that anybody may read: without archived event types, and without flagged ones. */
@Singleton
class PublicCatalog {

  /** Event types that are shown at most. */
  static final int MOST = 1_000;

  private static final int AT_A_TIME = 50;

  /** Of schemas and samples, in characters; event types beyond are shown without. */
  private static final long MOST_CONTENT = 4_000_000;

  private final Environments environments;
  private final EventTypes types;

  PublicCatalog(Environments environments, EventTypes types) {
    this.environments = environments;
    this.types = types;
  }

  /**
   * An environment's catalog.
   *
   * @throws ApiException 404 when there is no such environment, or its catalog is not public
   */
  ShownCatalog of(String environment) {
    EnvironmentId id = EnvironmentId.isForm(environment) ? new EnvironmentId(environment) : null;
    if (id == null
        || !environments.find(environment).map(it -> it.settings().publicCatalog()).orElse(false)) {
      throw ApiException.notFound();
    }
    List<CatalogEntry> entries = new ArrayList<>();
    long content = 0;
    String after = null;
    while (entries.size() <= MOST) {
      List<CatalogEntry> page = types.published(id, after, AT_A_TIME);
      for (CatalogEntry entry : page) {
        content += entry.size();
        entries.add(content <= MOST_CONTENT ? entry : entry.withoutContent());
      }
      if (page.size() < AT_A_TIME) {
        break;
      }
      after = page.getLast().name();
    }
    return new ShownCatalog(
        id, entries.subList(0, Math.min(MOST, entries.size())), entries.size() <= MOST);
  }
}
