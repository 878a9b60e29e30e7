package io.hooklane.subscription.sample;

import io.hooklane.management.JsonBody;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The body that asks for samples of several event types, and how it is read. */
@Schema(name = "EventExamplesIn")
record EventExamplesIn(
    @Schema(
            nullable = true,
            minItems = 1,
            maxItems = SampleSender.MOST,
            uniqueItems = true,
            description = "Names; all that the endpoint asks for by default")
        @Nullable List<String> eventTypes) {

  private static final int LONGEST_NAME = 256;

  static @Nullable List<String> read(JsonBody body) {
    return body.nullableTexts("eventTypes", SampleSender.MOST, LONGEST_NAME, null);
  }
}
