package io.hooklane.subscription.eventtype;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A payload that shows what events of a type are like. */
@Schema(name = "EventTypeExampleOut")
@JsonInclude(JsonInclude.Include.ALWAYS)
record EventTypeExampleOut(
    @Schema(nullable = true, description = "The schema's version; null without a schema")
        @Nullable String version,
    @Schema(
            implementation = Map.class,
            nullable = true,
            description = "A payload that fits the schema; null when none could be made")
        @JsonRawValue
        @Nullable String example,
    @Schema(required = true, description = "Whether it was made of the schema") boolean generated,
    @Schema(nullable = true, description = "Why there is none")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable String reason) {

  static EventTypeExampleOut of(PayloadSample sample) {
    return new EventTypeExampleOut(
        sample.version(), sample.json(), sample.generated(), sample.reason());
  }
}
