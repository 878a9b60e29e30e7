package io.hooklane.subscription.sample;

import io.hooklane.management.JsonBody;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The body that asks for a sample, and how it is read. */
@Schema(name = "EventExampleIn")
record EventExampleIn(
    @Schema(required = true, maxLength = 256, pattern = "^[a-zA-Z0-9\\-_.]+$") String eventType,
    @Schema(nullable = true, maxLength = 64, description = "Of the schema; the highest by default")
        @Nullable String version,
    @Schema(
            nullable = true,
            minimum = "0",
            description = "Which of the examples that stand in the schema; the first by default")
        @Nullable Integer exampleIndex) {

  private static final int LONGEST_NAME = 256;
  private static final int LONGEST_VERSION = 64;
  private static final int LAST_EXAMPLE = 1_000;

  static WantedSample read(JsonBody body) {
    Integer index = body.nullableInteger("exampleIndex", 0, LAST_EXAMPLE, null);
    return new WantedSample(
        body.text("eventType", LONGEST_NAME, null),
        body.nullableText("version", LONGEST_VERSION, null),
        index == null ? 0 : index);
  }
}
