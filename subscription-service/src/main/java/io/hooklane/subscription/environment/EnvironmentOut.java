package io.hooklane.subscription.environment;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An environment as callers see it. */
@Schema(name = "EnvironmentOut")
@JsonInclude(JsonInclude.Include.NON_NULL)
record EnvironmentOut(
    @Schema(required = true) String id,
    @Schema(required = true) String name,
    @Schema(
            required = true,
            enumeration = {"live", "test"})
        String kind,
    @Schema(required = true) boolean webhooksEnabled,
    @Schema(required = true) EnvironmentSettingsBody settings,
    @Schema(required = true) Instant createdAt,
    @Schema(required = true) Instant updatedAt) {

  static EnvironmentOut of(Environment environment) {
    return new EnvironmentOut(
        environment.id().value(),
        environment.name(),
        environment.kind().name().toLowerCase(Locale.ROOT),
        environment.webhooksEnabled(),
        EnvironmentSettingsBody.of(environment.settings()),
        environment.createdAt(),
        environment.updatedAt());
  }
}
