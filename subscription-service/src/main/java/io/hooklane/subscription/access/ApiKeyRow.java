package io.hooklane.subscription.access;

import io.hooklane.contracts.id.ApplicationId;
import io.hooklane.contracts.id.EnvironmentId;
import io.hooklane.contracts.id.KeyId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** A key as the database holds it. */
@Entity(name = "ApiKey")
@Table(name = "api_key")
class ApiKeyRow {

  @Id String id = "";

  @Column(name = "environment_id", updatable = false)
  @Nullable String environmentId;

  @Column(name = "application_id", updatable = false)
  @Nullable String applicationId;

  @Column String name = "";

  @Column(updatable = false)
  String hash = "";

  @Column(updatable = false)
  String hint = "";

  @JdbcTypeCode(SqlTypes.ARRAY)
  @Column
  List<String> scopes = List.of();

  @JdbcTypeCode(SqlTypes.ARRAY)
  @Column
  List<String> capabilities = List.of();

  @JdbcTypeCode(SqlTypes.ARRAY)
  @Column(name = "feature_flags")
  @Nullable List<String> featureFlags;

  @Column(name = "session_id", updatable = false)
  @Nullable String sessionId;

  @Column(name = "created_at", updatable = false)
  Instant createdAt = Instant.EPOCH;

  @Column(name = "expires_at")
  @Nullable Instant expiresAt;

  @Column(name = "last_used_at", insertable = false, updatable = false)
  @Nullable Instant lastUsedAt;

  @Column(name = "revoked_at")
  @Nullable Instant revokedAt;

  static ApiKeyRow of(ApiKey key) {
    ApiKeyRow row = new ApiKeyRow();
    ApiKey.Grant grant = key.grant();
    EnvironmentId environment = grant.environment();
    ApplicationId application = grant.application();
    row.id = key.id().value();
    row.environmentId = environment == null ? null : environment.value();
    row.applicationId = application == null ? null : application.value();
    row.name = key.name();
    row.hash = key.hash();
    row.hint = key.hint();
    row.scopes = grant.scopes();
    row.capabilities = grant.capabilities();
    row.featureFlags = grant.featureFlags();
    row.sessionId = grant.session();
    row.createdAt = key.createdAt();
    row.take(key);
    return row;
  }

  /** Takes what can change. */
  void take(ApiKey key) {
    expiresAt = key.expiresAt();
    revokedAt = key.revokedAt();
  }

  ApiKey toApiKey() {
    return new ApiKey(
        new KeyId(id),
        name,
        hash,
        hint,
        new ApiKey.Grant(
            environmentId == null ? null : new EnvironmentId(environmentId),
            applicationId == null ? null : new ApplicationId(applicationId),
            scopes,
            capabilities,
            featureFlags,
            sessionId),
        createdAt,
        expiresAt,
        lastUsedAt,
        revokedAt);
  }
}
