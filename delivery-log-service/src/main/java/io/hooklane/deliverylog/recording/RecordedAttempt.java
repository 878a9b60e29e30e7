package io.hooklane.deliverylog.recording;

import io.hooklane.contracts.delivery.DeliveryReport.Attempt;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** A row of {@code attempts}; it never changes. */
record RecordedAttempt(Attempt attempt, byte[] response) {

  /** What is unique. */
  record Key(LocalDate day, String id) {}

  LocalDate day() {
    return attempt.subject().acceptedAt().atOffset(ZoneOffset.UTC).toLocalDate();
  }

  Key key() {
    return new Key(day(), attempt.id().value());
  }
}
