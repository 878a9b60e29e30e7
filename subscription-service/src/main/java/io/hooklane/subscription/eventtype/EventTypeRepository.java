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
import org.hibernate.exception.ConstraintViolationException;

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
  List<String> inUse(EnvironmentId environment, Collection<String> names) {
    return list(
            "environmentId = ?1 and name in ?2 and archived = false", environment.value(), names)
        .stream()
        .map(row -> row.name)
        .toList();
  }

  /** A page's rows and one more, in the list's order. */
  List<EventTypeRow> page(
      EnvironmentId environment, PageRequest page, boolean ascending, boolean withArchived) {
    boolean upwards = ascending != page.backwards();
    StringBuilder where = new StringBuilder("environmentId = :environment");
    Parameters parameters = Parameters.with("environment", environment.value());
    String after = page.after();
    if (after != null) {
      where.append(" and name ").append(upwards ? ">" : "<").append(" :after");
      parameters.and("after", after);
    }
    if (!withArchived) {
      where.append(" and archived = false");
    }
    List<EventTypeRow> rows =
        find(
                where.toString(),
                upwards ? Sort.ascending("name") : Sort.descending("name"),
                parameters)
            .page(0, page.limit() + 1)
            .list();
    return page.backwards() ? rows.reversed() : rows;
  }

  static ApiException alreadyThere() {
    return new ApiException(
        409, "event_type_exists", "An event type with this name exists already");
  }
}
