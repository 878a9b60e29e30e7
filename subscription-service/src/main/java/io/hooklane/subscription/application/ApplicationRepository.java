package io.hooklane.subscription.application;

import io.hooklane.contracts.configuration.Configuration;
import io.hooklane.contracts.id.ApplicationId;
import io.hooklane.contracts.id.EnvironmentId;
import io.hooklane.management.ApiException;
import io.hooklane.management.PageRequest;
import io.hooklane.subscription.attribute.Uid;
import io.quarkus.hibernate.orm.panache.PanacheQuery;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import jakarta.inject.Singleton;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import org.hibernate.exception.ConstraintViolationException;
import org.jspecify.annotations.Nullable;

/** The application table. Every method wants a transaction. */
@Singleton
class ApplicationRepository implements PanacheRepositoryBase<ApplicationRow, String> {

  private static final String LISTED = "environmentId = ?1 and (uid is null or uid <> ?2)";

  /** The environment's application of this id or uid, unless it is Hooklane's own. */
  Optional<ApplicationRow> lookUp(EnvironmentId environment, String idOrUid, LockModeType lock) {
    return lookUpAny(environment, idOrUid, lock).filter(row -> !row.isOperational());
  }

  /** The environment's application of this id or uid, be it Hooklane's own. */
  Optional<ApplicationRow> lookUpAny(EnvironmentId environment, String idOrUid, LockModeType lock) {
    String field = ApplicationId.isForm(idOrUid) ? "id" : "uid";
    if (!Uid.isForm(idOrUid)) {
      return Optional.empty();
    }
    PanacheQuery<ApplicationRow> query =
        find(field + " = ?1 and environmentId = ?2", idOrUid, environment.value());
    return query.withLock(lock).firstResultOptional();
  }

  /** Keeps others that call this for the environment waiting until the transaction ends. */
  void holdOperational(EnvironmentId environment) {
    getEntityManager()
        .createNativeQuery("SELECT cast(pg_advisory_xact_lock(hashtextextended(:name, 0)) AS text)")
        .setParameter("name", "operational-application/" + environment.value())
        .getSingleResult();
  }

  /** The environment's application that has this id, or had it where it was exported; locked. */
  Optional<ApplicationRow> lockExported(EnvironmentId environment, String id) {
    return find("environmentId = ?1 and (id = ?2 or origin = ?2)", environment.value(), id)
        .withLock(LockModeType.PESSIMISTIC_WRITE)
        .<ApplicationRow>firstResultOptional()
        .filter(row -> !row.isOperational());
  }

  /**
   * Adds an application.
   *
   * @param origin the id that it had where it was exported; null for none
   * @throws ApiException 409 when its uid or origin is taken
   */
  void insert(Application application, @Nullable String origin) {
    writing(() -> persistAndFlush(ApplicationRow.of(application, origin)));
  }

  /**
   * Changes an application whose row is locked.
   *
   * @throws ApiException 409 when its new uid is taken
   */
  void update(ApplicationRow row, Application application) {
    row.take(application);
    writing(this::flush);
  }

  /** A page's rows and one more, in the list's order, without Hooklane's own. */
  List<ApplicationRow> page(EnvironmentId environment, PageRequest page, boolean ascending) {
    // A page backwards is read from its end, then turned.
    boolean upwards = ascending != page.backwards();
    Sort byId = upwards ? Sort.ascending("id") : Sort.descending("id");
    String after = page.after();
    PanacheQuery<ApplicationRow> query =
        after == null
            ? find(LISTED, byId, environment.value(), Configuration.Application.OPERATIONAL_UID)
            : find(
                LISTED + " and id " + (upwards ? ">" : "<") + " ?3",
                byId,
                environment.value(),
                Configuration.Application.OPERATIONAL_UID,
                after);
    List<ApplicationRow> rows = query.page(0, page.limit() + 1).list();
    return page.backwards() ? rows.reversed() : rows;
  }

  private static void writing(Runnable write) {
    try {
      write.run();
    } catch (ConstraintViolationException e) {
      throw ApiException.conflict("An application with this uid exists already");
    }
  }
}
