package io.hooklane.subscription.eventtype;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonRawValue;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What an import changed, or would change. */
@Schema(name = "EventTypeImportOpenApiOut")
record OpenApiImportOut(@Schema(required = true) DataOut data) {

  /**
   * The event types by their names.
   *
   * @param toModify only in a dry run
   */
  @Schema(name = "EventTypeImportOpenApiOutData")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record DataOut(
      @Schema(required = true, description = "Those that were created or changed")
          List<String> modified,
      @Schema(
              name = "to_modify",
              nullable = true,
              description = "In a dry run: those that would be")
          @JsonProperty("to_modify")
          @Nullable List<EntryOut> toModify,
      @Schema(required = true, description = "Those that were, in a dry run would be, archived")
          List<String> archived) {}

  /** An event type as the document describes it. */
  @Schema(name = "EventTypeFromOpenApi")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record EntryOut(
      @Schema(required = true) String name,
      @Schema(required = true) String description,
      @Schema(required = true) boolean deprecated,
      @Nullable List<String> featureFlags,
      @Schema(implementation = Map.class, nullable = true) @JsonRawValue @Nullable String schemas) {

    static EntryOut of(EventTypeName name, EventTypeSettings settings) {
      return new EntryOut(
          name.value(),
          settings.description(),
          settings.deprecated(),
          settings.featureFlags().isEmpty() ? null : settings.featureFlags(),
          settings.schemas());
    }
  }
}
