package io.hooklane.subscription.audit;

import io.hooklane.contracts.id.EnvironmentId;
import io.hooklane.management.PageRequest;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Parameters;
import io.quarkus.panache.common.Sort;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The audit log's table. Every method wants a transaction. */
@Singleton
class AuditRepository implements PanacheRepositoryBase<AuditRow, String> {

  /**
   * A page's rows and one more, newest first.
   *
   * @param environment null for all, and for what is of none
   */
  List<AuditRow> page(@Nullable EnvironmentId environment, AuditFilter filter, PageRequest page) {
    StringBuilder where = new StringBuilder("1 = 1");
    Parameters parameters = new Parameters();
    if (environment != null) {
      where.append(" and environmentId = :environment");
      parameters.and("environment", environment.value());
    }
    if (filter.application() != null) {
      where.append(" and applicationId = :application");
      parameters.and("application", filter.application());
    }
    if (filter.kind() != null) {
      where.append(" and kind = :kind");
      parameters.and("kind", filter.kind());
    }
    if (filter.thing() != null) {
      where.append(" and thing = :thing");
      parameters.and("thing", filter.thing());
    }
    String after = page.after();
    boolean upwards = page.backwards();
    if (after != null) {
      where.append(" and id ").append(upwards ? ">" : "<").append(" :after");
      parameters.and("after", after);
    }
    List<AuditRow> rows =
        find(where.toString(), upwards ? Sort.ascending("id") : Sort.descending("id"), parameters)
            .page(0, page.limit() + 1)
            .list();
    return upwards ? rows.reversed() : rows;
  }

  /** Deletes the oldest entries of before this moment, at most so many; how many it were. */
  int purge(Instant before, int most) {
    return getEntityManager()
        .createNativeQuery(
            """
            DELETE FROM {h-schema}audit_entry WHERE id IN
              (SELECT id FROM {h-schema}audit_entry WHERE created_at < :before ORDER BY created_at LIMIT :most)
            """)
        .setParameter("before", before)
        .setParameter("most", most)
        .executeUpdate();
  }
}
