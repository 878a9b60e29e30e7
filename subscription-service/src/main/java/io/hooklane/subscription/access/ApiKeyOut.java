package io.hooklane.subscription.access;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.hooklane.contracts.id.EnvironmentId;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A key as callers see it.
 *
 * @param hint the beginning of its text
 * @param key its text, in the answer that makes it and in no other
 */
@Schema(name = "ApiKeyOut")
@JsonInclude(JsonInclude.Include.NON_NULL)
record ApiKeyOut(
    @Schema(required = true) String id,
    @Schema(required = true) String name,
    @Schema(required = true, description = "How its text begins") String hint,
    @Schema(nullable = true, description = "Absent for an operator's key")
        @Nullable String environment,
    @Schema(required = true) List<String> scopes,
    @Schema(required = true) Instant createdAt,
    @Nullable Instant expiresAt,
    @Schema(nullable = true, description = "To the minute") @Nullable Instant lastUsedAt,
    @Nullable Instant revokedAt,
    @Schema(nullable = true, description = "The key itself: shown here once and nowhere again")
        @Nullable String key) {

  static ApiKeyOut of(ApiKey key) {
    return of(key, null);
  }

  static ApiKeyOut of(ApiKey key, @Nullable KeyText text) {
    EnvironmentId environment = key.grant().environment();
    return new ApiKeyOut(
        key.id().value(),
        key.name(),
        key.hint(),
        environment == null ? null : environment.value(),
        key.grant().scopes(),
        key.createdAt(),
        key.expiresAt(),
        key.lastUsedAt(),
        key.revokedAt(),
        text == null ? null : text.value());
  }

  @Override
  public String toString() {
    return "ApiKeyOut[" + id + "]";
  }
}
