package io.hooklane.subscription.access;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A portal's token as the audit log tells of it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record PortalTokenOut(
    String id,
    String hint,
    List<String> capabilities,
    @Nullable List<String> featureFlags,
    @Nullable String sessionId,
    @Nullable Instant expiresAt) {

  static PortalTokenOut of(ApiKey token) {
    return new PortalTokenOut(
        token.id().value(),
        token.hint(),
        token.grant().capabilities(),
        token.grant().featureFlags(),
        token.grant().session(),
        token.expiresAt());
  }
}
