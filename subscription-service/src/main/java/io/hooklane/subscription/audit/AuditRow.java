package io.hooklane.subscription.audit;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An entry of the audit log as the database holds it. */
@Entity(name = "AuditEntry")
@Table(name = "audit_entry")
class AuditRow {

  @Id String id = "";

  @Column(name = "environment_id")
  @Nullable String environmentId;

  @Column(name = "application_id")
  @Nullable String applicationId;

  @Column String caller = "";

  @Column(name = "caller_name")
  String callerName = "";

  @Column String action = "";

  @Column String kind = "";

  @Column String thing = "";

  @Column(name = "state_before")
  @Nullable String before;

  @Column(name = "state_after")
  @Nullable String after;

  @Column(name = "created_at")
  Instant createdAt = Instant.EPOCH;
}
