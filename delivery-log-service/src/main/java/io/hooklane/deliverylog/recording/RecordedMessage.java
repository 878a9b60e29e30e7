package io.hooklane.deliverylog.recording;

import io.hooklane.contracts.message.Message;
import io.hooklane.deliverylog.payload.StoredPayload;
import io.hooklane.deliverylog.searchkey.NameKey;
import io.hooklane.deliverylog.searchkey.SearchKey;
import java.time.Instant;
import java.util.List;

/**
 * A row of {@code messages}. Of two of one id in one partition, the one that was accepted first
 * stays; an event that is accepted again on another day is recorded on both.
 *
 * @param keys what it is found by besides, rows of {@code message_keys}
 * @param again whether it was accepted at another time, too
 */
record RecordedMessage(
    Message message, StoredPayload payload, List<SearchKey> keys, boolean again) {

  /** Accepted once, as far as this record tells. */
  RecordedMessage(Message message, byte[] payload, List<SearchKey> keys) {
    this(message, StoredPayload.of(payload), keys, false);
  }

  /** One that nothing but its own fields finds. */
  RecordedMessage(Message message, byte[] payload) {
    this(message, payload, List.of());
  }

  /** The channels and tags that it is found by. */
  List<NameKey> names() {
    return NameKey.of(message);
  }

  /** This or the other, whichever was accepted first. */
  RecordedMessage mergedWith(RecordedMessage other) {
    Instant acceptedAt = message.acceptedAt();
    RecordedMessage first = other.message.acceptedAt().isBefore(acceptedAt) ? other : this;
    boolean twice = again || other.again || !acceptedAt.equals(other.message.acceptedAt());
    return twice ? first.asOneAgain() : first;
  }

  /** The same, as one that was accepted at another time, too. */
  RecordedMessage asOneAgain() {
    return again ? this : new RecordedMessage(message, payload, keys, true);
  }
}
