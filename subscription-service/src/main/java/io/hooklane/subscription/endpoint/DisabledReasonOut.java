package io.hooklane.subscription.endpoint;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Why Hooklane itself disabled an endpoint, as callers see it. */
@Schema(name = "DisabledReason", description = "Why Hooklane disabled it, unless a caller did")
record DisabledReasonOut(
    @Schema(
            required = true,
            enumeration = {"gone", "refused", "stuck", "failing"})
        String verdict,
    @Schema(required = true) String detail,
    @Schema(required = true) Instant at) {

  static @Nullable DisabledReasonOut of(@Nullable DisabledReason reason) {
    return reason == null
        ? null
        : new DisabledReasonOut(reason.verdict().wireName(), reason.detail(), reason.at());
  }
}
