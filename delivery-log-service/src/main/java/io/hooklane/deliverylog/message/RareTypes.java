package io.hooklane.deliverylog.message;

import io.hooklane.contracts.configuration.Configuration.Application;
import io.hooklane.contracts.id.EnvironmentId;
import io.hooklane.deliverylog.database.Database;
import io.hooklane.deliverylog.database.Query;
import io.hooklane.deliverylog.listing.ListFilters;
import jakarta.inject.Singleton;

/**
 * Tells lists of what went to an endpoint where to begin when they are narrowed to event types: at
 * the endpoint, or, where there are few messages of these types, at those. Otherwise a type that
 * hardly occurs would have all of the endpoint's rows read. May block.
 */
@Singleton
public class RareTypes {

  private static final int FEW = 3_000;

  private final Database database;

  /** Wired by the container. */
  public RareTypes(Database database) {
    this.database = database;
  }

  /** Whether the list is narrowed to types that few of the environment's messages have. */
  public boolean areAskedFor(EnvironmentId environment, ListFilters filters) {
    String[] types = filters.eventTypesOrNull();
    return types != null
        && database
            .first(
                new Query(
                        "SELECT count(*) <= "
                            + FEW
                            + " AS rare FROM (SELECT 1 FROM messages m WHERE m.environment_id = ?"
                            + " AND m.event_type = ANY (?)",
                        environment.value(),
                        types)
                    .then("LIMIT " + (FEW + 1) + ") few"),
                row -> row.getBoolean("rare"))
            .orElse(false);
  }

  /**
   * The application's messages of the types, as {@code r} with {@code day} and {@code id}: what a
   * query begins at.
   */
  public static Query beginning(String select, Application application, ListFilters filters) {
    String[] types = filters.eventTypesOrNull();
    return new Query(
        select
            + " FROM (SELECT r.day, r.id FROM messages r WHERE r.environment_id = ?"
            + " AND r.application_id = ? AND r.event_type = ANY (?) OFFSET 0) r",
        application.environment().value(),
        application.id().value(),
        types == null ? new String[0] : types);
  }
}
