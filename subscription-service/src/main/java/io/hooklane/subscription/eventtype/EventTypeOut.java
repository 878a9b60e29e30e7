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
 * @param group the first segment of its name
 * @param schemas JSON, as it was given
 * @param examples JSON, as it was given
 * @param example of the highest version
 * @param featureFlag the first of the feature flags, under its older name
 */
@Schema(name = "EventTypeOut")
@JsonInclude(JsonInclude.Include.NON_NULL)
record EventTypeOut(
    @Schema(required = true) String name,
    @Schema(required = true, description = "The first segment of the name") String group,
    @Schema(required = true) String description,
    @Schema(required = true) boolean archived,
    @Schema(required = true) boolean deprecated,
    @Schema(implementation = Map.class, nullable = true) @JsonRawValue @Nullable String schemas,
    @Schema(
            implementation = Map.class,
            nullable = true,
            description = "Payloads by version, as they were given")
        @JsonRawValue
        @Nullable String examples,
    @Schema(nullable = true, description = "A payload of the highest version")
        @Nullable EventTypeExampleOut example,
    @Nullable String featureFlag,
    @Nullable List<String> featureFlags,
    @Schema(required = true) Instant createdAt,
    @Schema(required = true) Instant updatedAt) {

  /** As lists show it, where schemas and examples are left out. */
  static EventTypeOut brief(EventType type) {
    return of(type, false, false);
  }

  /** With all that was given. */
  static EventTypeOut asGiven(EventType type) {
    return of(type, true, false);
  }

  /** With all that was given, and a sample. */
  static EventTypeOut whole(EventType type) {
    return of(type, true, true);
  }

  private static EventTypeOut of(EventType type, boolean withContent, boolean withSample) {
    EventTypeSettings settings = type.settings();
    List<String> flags = settings.featureFlags();
    return new EventTypeOut(
        type.name().value(),
        type.name().group(),
        settings.description(),
        settings.archived(),
        settings.deprecated(),
        withContent ? settings.schemas() : null,
        withContent ? settings.examples() : null,
        withSample
            ? PayloadSamples.of(type, null, 0).map(EventTypeExampleOut::of).orElse(null)
            : null,
        flags.isEmpty() ? null : flags.getFirst(),
        flags.isEmpty() ? null : flags,
        type.createdAt(),
        type.updatedAt());
  }
}
