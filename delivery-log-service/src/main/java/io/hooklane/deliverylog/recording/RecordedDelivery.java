package io.hooklane.deliverylog.recording;

import io.hooklane.contracts.delivery.Delivery;
import io.hooklane.contracts.delivery.DeliveryReport;
import io.hooklane.contracts.delivery.DeliveryReport.Attempt;
import io.hooklane.contracts.delivery.DeliveryReport.Cancellation;
import io.hooklane.contracts.delivery.DeliveryReport.Subject;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code deliveries}: what one record tells of where a delivery stands. Rows of one key
 * merge by {@link #ORDER}, the greatest stays; so the outcome depends neither on the order in which
 * records arrive nor on how often. An end beats everything that is still going on, then the later
 * attempt decides, then the better state. The table's merge in {@link RowMerge} is the same.
 *
 * @param attempts the number of the latest attempt that this record knows of; 0 before the first
 *     and for a cancellation, which any attempt that ended the delivery beats
 * @param reportedAt when it came to stand so
 * @param reason why it was canceled or failed, for people
 */
record RecordedDelivery(
    Subject subject,
    RecordedState state,
    int attempts,
    Instant reportedAt,
    @Nullable Instant nextAttemptAt,
    @Nullable String reason) {

  /** What is unique: one message to one endpoint is one delivery. */
  record Key(LocalDate day, String message, String endpoint) {}

  static final Comparator<RecordedDelivery> ORDER =
      Comparator.comparing((RecordedDelivery delivery) -> delivery.state.ended())
          .thenComparing(RecordedDelivery::attempts)
          .thenComparing(RecordedDelivery::state)
          .thenComparing(RecordedDelivery::reportedAt)
          .thenComparing(
              RecordedDelivery::nextAttemptAt, Comparator.nullsFirst(Comparator.naturalOrder()))
          .thenComparing(delivery -> delivery.reason == null ? "" : delivery.reason)
          .thenComparing(delivery -> delivery.subject.acceptedAt());

  static RecordedDelivery of(Delivery delivery) {
    return new RecordedDelivery(
        Subject.of(delivery),
        RecordedState.PENDING,
        delivery.attempt() - 1,
        delivery.acceptedAt(),
        delivery.dueAt(),
        null);
  }

  static RecordedDelivery of(DeliveryReport report) {
    RecordedState state = RecordedState.of(report.state());
    return switch (report) {
      case Attempt attempt ->
          new RecordedDelivery(
              attempt.subject(),
              state,
              attempt.number(),
              attempt.at(),
              state.ended() ? null : attempt.nextAttemptAt(),
              attempt.failureDetail());
      case Cancellation cancellation ->
          new RecordedDelivery(
              cancellation.subject(), state, 0, cancellation.at(), null, cancellation.reason());
    };
  }

  LocalDate day() {
    return subject.acceptedAt().atOffset(ZoneOffset.UTC).toLocalDate();
  }

  Key key() {
    return new Key(day(), subject.message().value(), subject.endpoint().value());
  }

  /** This or the other, whichever decides. */
  RecordedDelivery mergedWith(RecordedDelivery other) {
    return ORDER.compare(this, other) >= 0 ? this : other;
  }
}
