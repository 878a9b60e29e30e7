package io.hooklane.deliverylog.activity;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What an event shows of its message.
 *
 * @param eventId the producer's own id of the event, if it gave one
 * @param payload not more of it than is shown
 * @param truncated whether there is more
 */
record KnownMessage(@Nullable String eventId, byte[] payload, boolean truncated) {

  /** Its content was expunged. */
  static KnownMessage expunged(@Nullable String eventId) {
    return new KnownMessage(eventId, "{\"expired\":true}".getBytes(StandardCharsets.UTF_8), false);
  }

  /** A message of which no more than a part of the payload is kept. */
  static KnownMessage of(@Nullable String eventId, byte[] payload, int limit) {
    return payload.length <= limit
        ? new KnownMessage(eventId, payload, false)
        : new KnownMessage(eventId, Arrays.copyOf(payload, limit), true);
  }
}
