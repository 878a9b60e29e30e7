package io.hooklane.subscription.access;

import io.hooklane.management.JsonBody;
import io.hooklane.management.Scope;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The body that makes a key, and how it is read. */
@Schema(name = "ApiKeyIn")
record ApiKeyIn(
    @Schema(required = true, minLength = 1, maxLength = ApiKeyIn.LONGEST_NAME) String name,
    @Schema(
            required = true,
            minItems = 1,
            uniqueItems = true,
            description = "Of read, publish, manage and operate")
        List<String> scopes,
    @Schema(
            nullable = true,
            description = "Id or name; absent for a key of an operator, who has the scope operate")
        @Nullable String environment,
    @Schema(nullable = true, description = "Absent for never") @Nullable Instant expiresAt) {

  static final int LONGEST_NAME = 256;
  private static final int LONGEST_ENVIRONMENT = 64;
  private static final int LONGEST_SCOPE = 32;
  private static final int LONGEST_TIME = 64;

  static ApiKeyIn read(JsonBody body, Clock clock) {
    String name = body.text("name", LONGEST_NAME, null);
    if (name.isBlank()) {
      throw body.problem("name", "Give at least one character");
    }
    List<String> scopes = body.nullableTexts("scopes", Scope.values().length, LONGEST_SCOPE, null);
    if (scopes == null) {
      throw body.problem("scopes", "This field is required");
    }
    for (String scope : scopes) {
      if (Scope.named(scope).isEmpty()) {
        throw body.problem("scopes", "A scope is one of read, publish, manage and operate");
      }
    }
    String environment = body.nullableText("environment", LONGEST_ENVIRONMENT, null);
    boolean operates = scopes.contains(Scope.OPERATE.wireName());
    if (operates != (environment == null)) {
      throw operates
          ? body.problem("environment", "A key with the scope operate is of no environment")
          : body.problem("environment", "This field is required, unless a scope is operate");
    }
    return new ApiKeyIn(name, scopes, environment, expiry(body, clock.instant()));
  }

  private static @Nullable Instant expiry(JsonBody body, Instant now) {
    String text = body.nullableText("expiresAt", LONGEST_TIME, null);
    if (text == null) {
      return null;
    }
    Instant end;
    try {
      end = OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeParseException e) {
      throw body.problem("expiresAt", "Give a time as in 2026-12-31T00:00:00Z");
    }
    if (!end.isAfter(now)) {
      throw body.problem("expiresAt", "This time is past");
    }
    return end;
  }
}
