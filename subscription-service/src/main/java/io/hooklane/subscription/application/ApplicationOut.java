package io.hooklane.subscription.application;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.hooklane.subscription.attribute.Uid;
import java.time.Instant;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An application as callers see it.
 *
 * @param rateLimit the throttle rate, under its older name
 */
@Schema(name = "ApplicationOut")
@JsonInclude(JsonInclude.Include.NON_NULL)
record ApplicationOut(
    @Schema(required = true) String id,
    @Nullable String uid,
    @Schema(required = true) String name,
    @Nullable Integer throttleRate,
    @Nullable Integer rateLimit,
    @Schema(required = true) Map<String, String> metadata,
    @Schema(required = true) Instant createdAt,
    @Schema(required = true) Instant updatedAt) {

  static ApplicationOut of(Application application) {
    ApplicationSettings settings = application.settings();
    Uid uid = settings.uid();
    return new ApplicationOut(
        application.id().value(),
        uid == null ? null : uid.value(),
        settings.name(),
        settings.throttleRate(),
        settings.throttleRate(),
        settings.metadata().texts(),
        application.createdAt(),
        application.updatedAt());
  }
}
