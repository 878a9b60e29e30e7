package io.hooklane.deliverylog.recording;

import io.hooklane.contracts.message.Message;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** A row of {@code messages}. Of two of one key, the one that was accepted first stays. */
record RecordedMessage(Message message, byte[] payload) {

  /** What is unique: an event that is accepted again on another day is recorded on both. */
  record Key(LocalDate day, String id) {}

  LocalDate day() {
    return message.acceptedAt().atOffset(ZoneOffset.UTC).toLocalDate();
  }

  Key key() {
    return new Key(day(), message.id().value());
  }

  /** This or the other, whichever was accepted first. */
  RecordedMessage mergedWith(RecordedMessage other) {
    return other.message.acceptedAt().isBefore(message.acceptedAt()) ? other : this;
  }
}
