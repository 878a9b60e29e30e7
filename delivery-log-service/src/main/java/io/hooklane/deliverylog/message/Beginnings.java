package io.hooklane.deliverylog.message;

import io.hooklane.contracts.configuration.Configuration.Application;
import io.hooklane.contracts.id.ApplicationId;
import io.hooklane.contracts.id.EnvironmentId;
import io.hooklane.deliverylog.database.Database;
import io.hooklane.deliverylog.database.Query;
import io.hooklane.deliverylog.listing.ListFilters;
import io.hooklane.deliverylog.searchkey.NameKey;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tells lists that are narrowed by types, a channel or a tag where to begin: at the endpoint or the
 * status that is asked for, or at the messages that have those. What hardly any message has would
 * otherwise have all of an endpoint's rows read. May block.
 */
@Singleton
public class Beginnings {

  /** So many are looked up one by one before reading in order is better. */
  private static final int FEW = 3_000;

  /** The same of names: they are counted, and later found, in their index alone. */
  private static final int FEW_NAMES = 5_000;

  /** What counting may cost of an application whose rows nobody asked for lately. */
  private static final int FEW_OF_APPLICATION = 300;

  /** Those that are counted are the ones that are shown, as far as an index has them in order. */
  private static final String NEWEST = "ORDER BY accepted_at DESC";

  private final Database database;

  /** Wired by the container. */
  public Beginnings(Database database) {
    this.database = database;
  }

  /** What a question begins at. */
  public enum Beginning {
    /** Messages of the types that are asked for. */
    TYPES,
    /** Messages with the channel or tag that is asked for. */
    NAMES
  }

  /**
   * Where few messages are.
   *
   * @param application null for all of the environment's
   */
  public Optional<Beginning> few(
      EnvironmentId environment, @Nullable ApplicationId application, ListFilters filters) {
    if (filters.name() != null
        && namesAreIndexed(environment)
        && few(named(environment, application, filters).then(NEWEST), FEW_NAMES)) {
      return Optional.of(Beginning.NAMES);
    }
    if (filters.eventTypes().isEmpty()) {
      return Optional.empty();
    }
    Query typed = typed(environment, application, filters);
    boolean few =
        application == null ? few(typed, FEW) : few(typed.then(NEWEST), FEW_OF_APPLICATION);
    return few ? Optional.of(Beginning.TYPES) : Optional.empty();
  }

  /** Whether messages with a channel or a tag can be asked for; not while older ones lack it. */
  public boolean namesAreIndexed(EnvironmentId environment) {
    return database
        .all(
            new Query(
                "SELECT 1 FROM days_without_names WHERE environment_id = ? LIMIT 1",
                environment.value()),
            row -> row.getInt(1))
        .isEmpty();
  }

  /**
   * Messages that probably have the channel, or else the tag, that is asked for, with {@code day},
   * {@code accepted_at} and {@code id}, readable in order of time. A key says it of another name
   * once in a great while, so the message is to be asked as well. Nothing else is said of keys:
   * PostgreSQL would take it for independent and expect next to no rows.
   *
   * @param application null for all of the environment's
   */
  public static Query named(
      EnvironmentId environment, @Nullable ApplicationId application, ListFilters filters) {
    NameKey name = filters.name();
    if (name == null) {
      throw new IllegalArgumentException("Neither a channel nor a tag is asked for");
    }
    return new Query(
        "SELECT k.day, k.accepted_at, k.message_id AS id FROM message_keys k"
            + " WHERE k.environment_id = ? AND "
            + (application == null
                ? "k.key = ? AND k.application_key IS NOT NULL"
                : "k.application_key = ?"),
        environment.value(),
        application == null ? name.hash() : name.hash(application));
  }

  /**
   * The application's messages, as {@code r}: what a query begins at, and goes on from row by row.
   */
  public static Query at(
      Beginning beginning, String select, Application application, ListFilters filters) {
    Query messages =
        switch (beginning) {
          case TYPES -> typed(application.environment(), application.id(), filters);
          case NAMES -> named(application.environment(), application.id(), filters);
        };
    return messages.within(select + " FROM (", ") r");
  }

  private static Query typed(
      EnvironmentId environment, @Nullable ApplicationId application, ListFilters filters) {
    List<Object> values = new ArrayList<>(List.of(environment.value()));
    if (application != null) {
      values.add(application.value());
    }
    return new Query(
            "SELECT m.day, m.accepted_at, m.id FROM messages m WHERE m.environment_id = ?"
                + (application == null ? "" : " AND m.application_id = ?"),
            values.toArray())
        .andOneOf("m.event_type", filters.eventTypes());
  }

  private boolean few(Query messages, int number) {
    Query some =
        messages
            .then("LIMIT " + (number + 1))
            .within("SELECT count(*) <= " + number + " FROM (", ") few");
    return database.first(some, row -> row.getBoolean(1)).orElse(false);
  }
}
