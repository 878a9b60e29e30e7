package io.hooklane.subscription.eventtype;

import io.hooklane.contracts.id.EnvironmentId;
import io.hooklane.management.ApiException;
import io.hooklane.management.PageRequest;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Parameters;
import io.quarkus.panache.common.Sort;
import jakarta.inject.Singleton;
import jakarta.persistence.LockModeType;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hibernate.exception.ConstraintViolationException;
import org.jspecify.annotations.Nullable;

/** The catalog's table. Every method wants a transaction. */
@Singleton
class EventTypeRepository implements PanacheRepositoryBase<EventTypeRow, EventTypeKey> {

  Optional<EventTypeRow> lookUp(EnvironmentId environment, String name, LockModeType lock) {
    if (!EventTypeName.isForm(name)) {
      return Optional.empty();
    }
    return find("environmentId = ?1 and name = ?2", environment.value(), name)
        .withLock(lock)
        .firstResultOptional();
  }

  /**
   * Adds an event type.
   *
   * @throws ApiException 409 when its name is taken
   */
  void insert(EventType type) {
    try {
      persistAndFlush(EventTypeRow.of(type));
    } catch (ConstraintViolationException e) {
      throw alreadyThere();
    }
  }

  /** Those of the names that can newly be asked for. */
  List<String> inUse(CatalogView view, Collection<String> names) {
    return list(
            "environmentId = ?1 and name in ?2 and archived = false",
            view.environment().value(),
            names)
        .stream()
        .filter(row -> row.isShownTo(view))
        .map(row -> row.name)
        .toList();
  }

  /** Those in use without flags, by name, at most so many. */
  List<EventTypeRow> published(EnvironmentId environment, @Nullable String after, int most) {
    return find(
            "environmentId = ?1 and name > ?2 and archived = false and featureFlags is null",
            Sort.ascending("name"),
            environment.value(),
            after == null ? "" : after)
        .page(0, most)
        .list();
  }

  /** The names of those in use, in order, at most so many. */
  List<String> namesInUse(CatalogView view, int most) {
    Search search = new Search(view).and("archived = false");
    return find(
            "select name from EventType where " + search.where() + " order by name",
            search.parameters)
        .project(String.class)
        .page(0, most)
        .list();
  }

  /** Those of the names that the catalog has. */
  List<String> known(EnvironmentId environment, Collection<String> names) {
    return list("environmentId = ?1 and name in ?2", environment.value(), names).stream()
        .map(row -> row.name)
        .toList();
  }

  /** A page's rows and one more, in the list's order. */
  List<EventTypeRow> page(
      CatalogView view, PageRequest page, boolean ascending, boolean withArchived) {
    boolean upwards = ascending != page.backwards();
    Search search = new Search(view);
    String after = page.after();
    if (after != null) {
      search.and("name " + (upwards ? ">" : "<") + " :after").parameters.and("after", after);
    }
    if (!withArchived) {
      search.and("archived = false");
    }
    List<EventTypeRow> rows =
        find(
                search.where(),
                upwards ? Sort.ascending("name") : Sort.descending("name"),
                search.parameters)
            .page(0, page.limit() + 1)
            .list();
    return page.backwards() ? rows.reversed() : rows;
  }

  /** A condition on what a view shows, to be narrowed further. */
  private static final class Search {
    private final StringBuilder where = new StringBuilder("environmentId = :environment");
    private final Parameters parameters;

    Search(CatalogView view) {
      parameters = Parameters.with("environment", view.environment().value());
      Set<String> flags = view.featureFlags();
      if (flags != null && flags.isEmpty()) {
        where.append(" and featureFlags is null");
      } else if (flags != null) {
        where.append(
            " and (featureFlags is null or "
                + "cast(sql('(? && string_to_array(?, '',''))', featureFlags, :flags) as Boolean) = true)");
        parameters.and("flags", String.join(",", flags));
      }
    }

    Search and(String condition) {
      where.append(" and ").append(condition);
      return this;
    }

    String where() {
      return where.toString();
    }
  }

  static ApiException alreadyThere() {
    return new ApiException(
        409, "event_type_exists", "An event type with this name exists already");
  }
}
