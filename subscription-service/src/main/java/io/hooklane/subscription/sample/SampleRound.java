package io.hooklane.subscription.sample;

import java.util.List;

/**
 * What came of samples of several event types.
 *
 * @param skipped event types of which there is no sample
 * @param complete whether that was all; otherwise the first by name
 */
record SampleRound(List<SentSample> sent, List<Skipped> skipped, boolean complete) {

  SampleRound {
    sent = List.copyOf(sent);
    skipped = List.copyOf(skipped);
  }

  /** An event type of which there is no sample, and why. */
  record Skipped(String eventType, String reason) {}
}
