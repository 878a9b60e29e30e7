package io.hooklane.subscription.environment;

import io.hooklane.contracts.id.EnvironmentId;
import io.hooklane.management.ApiException;
import io.hooklane.management.PageRequest;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import jakarta.inject.Singleton;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import org.hibernate.exception.ConstraintViolationException;

/** The environment table. Every method wants a transaction. */
@Singleton
class EnvironmentRepository implements PanacheRepositoryBase<EnvironmentRow, String> {

  Optional<EnvironmentRow> named(String name) {
    return find("name", name).firstResultOptional();
  }

  /** The environment of this id or name. */
  Optional<EnvironmentRow> lookUp(String idOrName, LockModeType lock) {
    if (!EnvironmentName.isForm(idOrName)) {
      return Optional.empty();
    }
    return find(EnvironmentId.isForm(idOrName) ? "id" : "name", idOrName)
        .withLock(lock)
        .firstResultOptional();
  }

  /**
   * Adds an environment.
   *
   * @throws ApiException 409 when its name is taken
   */
  void insert(Environment environment) {
    writing(() -> persistAndFlush(EnvironmentRow.of(environment)));
  }

  /**
   * Changes an environment whose row is locked.
   *
   * @throws ApiException 409 when its new name is taken
   */
  void update(EnvironmentRow row, Environment environment) {
    row.take(environment);
    writing(this::flush);
  }

  /** A page's rows and one more, oldest first. */
  List<EnvironmentRow> page(PageRequest page) {
    Sort byId = page.backwards() ? Sort.descending("id") : Sort.ascending("id");
    String after = page.after();
    List<EnvironmentRow> rows =
        (after == null
                ? findAll(byId)
                : find("id " + (page.backwards() ? "<" : ">") + " ?1", byId, after))
            .page(0, page.limit() + 1)
            .list();
    return page.backwards() ? rows.reversed() : rows;
  }

  private static void writing(Runnable write) {
    try {
      write.run();
    } catch (ConstraintViolationException e) {
      throw ApiException.conflict("An environment of this name exists already");
    }
  }
}
