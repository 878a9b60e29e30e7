package io.hooklane.subscription.sample;

import com.fasterxml.jackson.annotation.JsonRawValue;
import java.time.Instant;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A sample as the API shows it: as any message. */
@Schema(name = "MessageOut")
record SampleOut(
    @Schema(required = true, description = "What receivers see as webhook-id") String id,
    @Schema(required = true) String eventType,
    @Schema(required = true, implementation = Map.class) @JsonRawValue String payload,
    @Schema(required = true, description = "When it was accepted") Instant timestamp,
    @Schema(required = true, description = "Whether it is a sample and no event that happened")
        boolean test) {

  static SampleOut of(SentSample sample) {
    return new SampleOut(
        sample.message().id().value(),
        sample.message().eventType(),
        sample.payload(),
        sample.message().acceptedAt(),
        sample.message().test());
  }
}
