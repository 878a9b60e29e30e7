package io.hooklane.subscription.access;

import io.hooklane.contracts.id.ApplicationId;
import io.hooklane.contracts.id.EnvironmentId;
import io.hooklane.contracts.id.KeyId;
import io.hooklane.management.PageRequest;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Parameters;
import io.quarkus.panache.common.Sort;
import jakarta.inject.Singleton;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hibernate.Timeouts;
import org.hibernate.jpa.SpecHints;
import org.jspecify.annotations.Nullable;

/** The table of keys. Every method wants a transaction. */
@Singleton
class ApiKeyRepository implements PanacheRepositoryBase<ApiKeyRow, String> {

  boolean knows(String hash) {
    return count("hash", hash) > 0;
  }

  /** The portal's token of this id, locked. */
  Optional<ApiKeyRow> lockedOfPortal(String id) {
    return KeyId.isForm(id)
        ? find("id = ?1 and applicationId is not null", id)
            .withLock(LockModeType.PESSIMISTIC_WRITE)
            .firstResultOptional()
        : Optional.empty();
  }

  /** The key of this id that an operator manages: no portal's token. */
  Optional<ApiKeyRow> managed(String id, LockModeType lock) {
    return KeyId.isForm(id)
        ? find("id = ?1 and applicationId is null", id).withLock(lock).firstResultOptional()
        : Optional.empty();
  }

  /** The tokens of an application's portal that hold at this moment, oldest first, locked. */
  List<ApiKeyRow> ofPortal(ApplicationId application, Instant now) {
    return find(
            "applicationId = ?1 and expiresAt > ?2", Sort.ascending("id"), application.value(), now)
        .withLock(LockModeType.PESSIMISTIC_WRITE)
        .list();
  }

  /** All tokens of an application's portal, locked. */
  List<ApiKeyRow> ofPortal(ApplicationId application) {
    return find("applicationId = ?1", Sort.ascending("id"), application.value())
        .withLock(LockModeType.PESSIMISTIC_WRITE)
        .list();
  }

  /**
   * Portals' tokens that ended before this moment, locked; those that another instance has are left
   * out.
   */
  List<ApiKeyRow> endedOfPortals(Instant now, int most) {
    return find("applicationId is not null and expiresAt <= ?1", Sort.ascending("expiresAt"), now)
        .page(0, most)
        .withLock(LockModeType.PESSIMISTIC_WRITE)
        .withHint(SpecHints.HINT_SPEC_LOCK_TIMEOUT, Timeouts.SKIP_LOCKED_MILLI)
        .list();
  }

  /**
   * A page's rows and one more, newest first, without portals' tokens.
   *
   * @param environment null for all, operators' too
   */
  List<ApiKeyRow> page(@Nullable EnvironmentId environment, PageRequest page) {
    StringBuilder where = new StringBuilder("applicationId is null");
    Parameters parameters = new Parameters();
    if (environment != null) {
      where.append(" and environmentId = :environment");
      parameters.and("environment", environment.value());
    }
    String after = page.after();
    boolean upwards = page.backwards();
    if (after != null) {
      where.append(" and id ").append(upwards ? ">" : "<").append(" :after");
      parameters.and("after", after);
    }
    List<ApiKeyRow> rows =
        find(where.toString(), upwards ? Sort.ascending("id") : Sort.descending("id"), parameters)
            .page(0, page.limit() + 1)
            .list();
    return upwards ? rows.reversed() : rows;
  }

  /** Notes that a key was used; an older use than the one known changes nothing. */
  void used(KeyId id, Instant moment) {
    getEntityManager()
        .createNativeQuery(
            """
            UPDATE {h-schema}api_key SET last_used_at = :moment
            WHERE id = :id AND (last_used_at IS NULL OR last_used_at < :moment)
            """)
        .setParameter("moment", moment)
        .setParameter("id", id.value())
        .executeUpdate();
  }
}
