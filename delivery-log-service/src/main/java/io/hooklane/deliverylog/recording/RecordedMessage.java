package io.hooklane.deliverylog.recording;

import io.hooklane.contracts.message.Message;
import io.hooklane.deliverylog.searchkey.NameKey;
import io.hooklane.deliverylog.searchkey.SearchKey;
import java.util.List;

/**
 * A row of {@code messages}. Of two of one id in one partition, the one that was accepted first
 * stays; an event that is accepted again on another day is recorded on both.
 *
 * @param keys what it is found by besides, rows of {@code message_keys}
 */
record RecordedMessage(Message message, byte[] payload, List<SearchKey> keys) {

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
    return other.message.acceptedAt().isBefore(message.acceptedAt()) ? other : this;
  }
}
