package io.hooklane.subscription.sample;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Samples of several event types, as the API shows them. */
@Schema(name = "EventExamplesOut")
record EventExamplesOut(
    @Schema(required = true, description = "The messages that were accepted") List<SampleOut> data,
    @Schema(required = true, description = "Event types of which there is no sample")
        List<SkippedOut> skipped,
    @Schema(required = true, description = "Whether that was all; otherwise the first by name")
        boolean done) {

  static EventExamplesOut of(SampleRound round) {
    return new EventExamplesOut(
        round.sent().stream().map(SampleOut::of).toList(),
        round.skipped().stream().map(it -> new SkippedOut(it.eventType(), it.reason())).toList(),
        round.complete());
  }

  /** An event type of which there is no sample. */
  @Schema(name = "SkippedExampleOut")
  record SkippedOut(
      @Schema(required = true) String eventType, @Schema(required = true) String reason) {}
}
