package io.hooklane.deliverylog.recording;

import io.hooklane.contracts.message.Message;

/**
 * A row of {@code messages}. Of two of one id in one partition, the one that was accepted first
 * stays; an event that is accepted again on another day is recorded on both.
 */
record RecordedMessage(Message message, byte[] payload) {

  Partition partition() {
    return Partition.of(message.environment(), message.acceptedAt());
  }

  /** This or the other, whichever was accepted first. */
  RecordedMessage mergedWith(RecordedMessage other) {
    return other.message.acceptedAt().isBefore(message.acceptedAt()) ? other : this;
  }
}
