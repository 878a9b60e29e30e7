package io.hooklane.subscription.access;

import io.hooklane.management.JsonBody;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The body that ends the tokens of an application's portal, and how it is read; it may be missing.
 */
@Schema(name = "ApplicationTokenExpireIn")
record ExpireAllIn(
    @Schema(
            nullable = true,
            minimum = "0",
            maximum = "604800",
            description = "Seconds until then; at once when absent")
        @Nullable Integer expiry,
    @Schema(nullable = true, description = "Those of these sessions only")
        @Nullable List<String> sessionIds) {

  private static final int LONGEST_EXPIRY = 604_800;

  Duration within() {
    return expiry == null ? Duration.ZERO : Duration.ofSeconds(expiry);
  }

  static ExpireAllIn read(JsonBody body) {
    List<String> sessions = body.nullableTextsMaybeEmpty("sessionIds", 1_000, 256);
    return new ExpireAllIn(
        body.nullableInteger("expiry", 0, LONGEST_EXPIRY, null),
        sessions == null || sessions.isEmpty() ? null : sessions);
  }
}
