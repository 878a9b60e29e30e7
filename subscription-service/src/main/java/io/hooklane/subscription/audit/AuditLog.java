package io.hooklane.subscription.audit;

import io.hooklane.contracts.id.EnvironmentId;
import io.hooklane.management.ListResponse;
import io.hooklane.management.PageRequest;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import org.jspecify.annotations.Nullable;

/** Tells who changed what. */
@Singleton
class AuditLog {

  private final AuditRepository entries;

  AuditLog(AuditRepository entries) {
    this.entries = entries;
  }

  /**
   * One page of entries, newest first.
   *
   * @param environment null for all, and for what is of none
   */
  @Transactional
  ListResponse<AuditEntryOut> list(
      @Nullable EnvironmentId environment, AuditFilter filter, PageRequest page) {
    return ListResponse.of(
        entries.page(environment, filter, page), page, row -> row.id, AuditEntryOut::of);
  }
}
