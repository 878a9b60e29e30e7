package io.hooklane.subscription.endpoint;

import io.hooklane.management.JsonBody;
import io.hooklane.subscription.secret.SecretChoice;
import java.time.Duration;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The body that rotates a secret, and how it is read; it may be missing. */
@Schema(name = "EndpointSecretRotateIn")
record RotationIn(
    @Schema(nullable = true, pattern = "^(whsec_|whsk_)?[a-zA-Z0-9+/=]{32,100}$")
        @Nullable String key,
    @Schema(
            nullable = true,
            enumeration = {"hmac", "ed25519"})
        @Nullable String secretType,
    @Schema(nullable = true, minimum = "0", maximum = "604800", defaultValue = "86400")
        @Nullable Integer gracePeriodSeconds) {

  private static final int LONGEST_GRACE_SECONDS = 604_800;
  private static final Duration GRACE = Duration.ofHours(24);

  /** What is asked for: which secret; how long the present one still signs. */
  record Rotation(SecretChoice choice, Duration grace) {}

  static Rotation read(JsonBody body) {
    Integer seconds = body.nullableInteger("gracePeriodSeconds", 0, LONGEST_GRACE_SECONDS, null);
    return new Rotation(
        EndpointIn.secret(body, "key"), seconds == null ? GRACE : Duration.ofSeconds(seconds));
  }
}
