package io.hooklane.subscription.endpoint;

import io.hooklane.contracts.id.ApplicationId;
import io.hooklane.contracts.id.EndpointId;
import io.hooklane.management.ApiException;
import io.hooklane.management.PageRequest;
import io.hooklane.subscription.attribute.Uid;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import jakarta.inject.Singleton;
import jakarta.persistence.LockModeType;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.hibernate.exception.ConstraintViolationException;
import org.jspecify.annotations.Nullable;

/** The endpoint table. Every method wants a transaction. */
@Singleton
class EndpointRepository implements PanacheRepositoryBase<EndpointRow, String> {

  /** The application's endpoint of this id or uid. */
  Optional<EndpointRow> lookUp(ApplicationId application, String idOrUid, LockModeType lock) {
    String field = EndpointId.isForm(idOrUid) ? "id" : "uid";
    if (!Uid.isForm(idOrUid)) {
      return Optional.empty();
    }
    return find(field + " = ?1 and applicationId = ?2", idOrUid, application.value())
        .withLock(lock)
        .firstResultOptional();
  }

  /** The endpoint of this id, locked. */
  Optional<EndpointRow> lockById(EndpointId id) {
    return find("id", id.value()).withLock(LockModeType.PESSIMISTIC_WRITE).firstResultOptional();
  }

  /** All endpoints of an application, locked. */
  List<EndpointRow> lockAll(ApplicationId application) {
    return find("applicationId = ?1", Sort.ascending("id"), application.value())
        .withLock(LockModeType.PESSIMISTIC_WRITE)
        .list();
  }

  /** The enabled endpoints of an application. */
  List<EndpointRow> enabled(ApplicationId application) {
    return list("applicationId = ?1 and disabled = false", application.value());
  }

  /** Those of these endpoints that are there, locked, by their ids. */
  List<EndpointRow> lockAll(Collection<String> ids) {
    return find("id in ?1", Sort.ascending("id"), ids)
        .withLock(LockModeType.PESSIMISTIC_WRITE)
        .list();
  }

  /** Keeps others that call this for the application waiting until the transaction ends. */
  void holdUrls(ApplicationId application) {
    getEntityManager()
        .createNativeQuery("SELECT cast(pg_advisory_xact_lock(hashtextextended(:urls, 0)) AS text)")
        .setParameter("urls", "endpoint-urls/" + application.value())
        .getSingleResult();
  }

  /** Whether an endpoint of the application, other than this one, has this URL. */
  boolean hasAnotherWith(ApplicationId application, EndpointUrl url, EndpointId self) {
    return count(
            "applicationId = ?1 and url = ?2 and id <> ?3",
            application.value(),
            url.text(),
            self.value())
        > 0;
  }

  /** The application's endpoint that has this id, or had it where it was exported; locked. */
  Optional<EndpointRow> lockExported(ApplicationId application, String id) {
    return find("applicationId = ?1 and (id = ?2 or origin = ?2)", application.value(), id)
        .withLock(LockModeType.PESSIMISTIC_WRITE)
        .firstResultOptional();
  }

  /** Endpoints of these applications after this one, by application and id. */
  List<EndpointRow> after(
      Collection<String> applications, String application, String id, int most) {
    return find(
            "applicationId in ?1 and (applicationId > ?2 or (applicationId = ?2 and id > ?3))",
            Sort.ascending("applicationId", "id"),
            applications,
            application,
            id)
        .page(0, most)
        .list();
  }

  /**
   * Adds an endpoint.
   *
   * @param origin the id that it had where it was exported; null for none
   * @throws ApiException 409 when its uid or origin is taken
   */
  void insert(Endpoint endpoint, @Nullable String origin) {
    writing(() -> persistAndFlush(EndpointRow.of(endpoint, origin)));
  }

  /**
   * Changes an endpoint whose row is locked.
   *
   * @throws ApiException 409 when its new uid is taken
   */
  void update(EndpointRow row, Endpoint endpoint) {
    row.take(endpoint);
    writing(this::flush);
  }

  /** A page's rows and one more, in the list's order. */
  List<EndpointRow> page(ApplicationId application, PageRequest page, boolean ascending) {
    // A page backwards is read from its end, then turned.
    boolean upwards = ascending != page.backwards();
    Sort byId = upwards ? Sort.ascending("id") : Sort.descending("id");
    String after = page.after();
    List<EndpointRow> rows =
        (after == null
                ? find("applicationId = ?1", byId, application.value())
                : find(
                    "applicationId = ?1 and id " + (upwards ? ">" : "<") + " ?2",
                    byId,
                    application.value(),
                    after))
            .page(0, page.limit() + 1)
            .list();
    return page.backwards() ? rows.reversed() : rows;
  }

  private static void writing(Runnable write) {
    try {
      write.run();
    } catch (ConstraintViolationException e) {
      throw ApiException.conflict("An endpoint with this uid exists already");
    }
  }
}
