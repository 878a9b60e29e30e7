package io.hooklane.subscription.eventtype;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An event type as callers see it.
 *
 * @param schemas JSON, as it was given
 * @param featureFlag the first of the feature flags, under its older name
 */
@Schema(name = "EventTypeOut")
@JsonInclude(JsonInclude.Include.NON_NULL)
record EventTypeOut(
    @Schema(required = true) String name,
    @Schema(required = true) String description,
    @Schema(required = true) boolean archived,
    @Schema(required = true) boolean deprecated,
    @Schema(implementation = Map.class, nullable = true) @JsonRawValue @Nullable String schemas,
    @Nullable String featureFlag,
    @Nullable List<String> featureFlags,
    @Schema(required = true) Instant createdAt,
    @Schema(required = true) Instant updatedAt) {

  static EventTypeOut of(EventType type, boolean withSchemas) {
    EventTypeSettings settings = type.settings();
    List<String> flags = settings.featureFlags();
    return new EventTypeOut(
        type.name().value(),
        settings.description(),
        settings.archived(),
        settings.deprecated(),
        withSchemas ? settings.schemas() : null,
        flags.isEmpty() ? null : flags.getFirst(),
        flags.isEmpty() ? null : flags,
        type.createdAt(),
        type.updatedAt());
  }
}
