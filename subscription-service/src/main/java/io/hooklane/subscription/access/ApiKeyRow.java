package io.hooklane.subscription.access;

import io.hooklane.contracts.id.EnvironmentId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** An API key as the database holds it. */
@Entity(name = "ApiKey")
@Table(name = "api_key")
class ApiKeyRow {

  @Id String id = "";

  @Column(name = "environment_id", updatable = false)
  @Nullable String environmentId;

  @Column String name = "";

  @Column(updatable = false)
  String hash = "";

  @JdbcTypeCode(SqlTypes.ARRAY)
  @Column
  List<String> scopes = List.of();

  @Column(name = "expires_at")
  @Nullable Instant expiresAt;

  @Column(name = "created_at", updatable = false)
  Instant createdAt = Instant.EPOCH;

  static ApiKeyRow of(ApiKey key, Instant now) {
    ApiKeyRow row = new ApiKeyRow();
    EnvironmentId environment = key.environment();
    row.id = key.id().value();
    row.environmentId = environment == null ? null : environment.value();
    row.name = key.name();
    row.hash = key.hash();
    row.scopes = key.scopes();
    row.createdAt = now;
    return row;
  }
}
