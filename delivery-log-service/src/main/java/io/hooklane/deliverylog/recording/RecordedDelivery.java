package io.hooklane.deliverylog.recording;

import io.hooklane.contracts.delivery.Delivery;
import io.hooklane.contracts.delivery.DeliveryReport;
import io.hooklane.contracts.delivery.DeliveryReport.Attempt;
import io.hooklane.contracts.delivery.DeliveryReport.Cancellation;
import io.hooklane.contracts.delivery.DeliveryReport.Subject;
import io.hooklane.contracts.delivery.Failure;
import io.hooklane.contracts.delivery.Trigger;
import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code deliveries}: what one record tells of where a delivery stands. Rows of one key
 * merge by {@link #ORDER}, the greatest stays; so the outcome depends neither on the order in which
 * records arrive nor on how often. The state's rank decides, then the later attempt, then the
 * state. The table's merge in {@link RowMerge} is the same.
 *
 * @param attempts the number of the latest attempt that this record knows of; 0 before the first
 *     and for a cancellation, which any attempt that ended the delivery beats
 * @param reportedAt when it came to stand so
 * @param failure why that attempt failed; null when it did not
 * @param reason why it was canceled or failed, for people
 */
record RecordedDelivery(
    Subject subject,
    RecordedState state,
    int attempts,
    Instant reportedAt,
    @Nullable Instant nextAttemptAt,
    @Nullable Failure failure,
    @Nullable String reason) {

  /** What is unique in a partition: one message to one endpoint is one delivery. */
  record Key(String message, String endpoint) {

    static Key of(Subject subject) {
      return new Key(subject.message().value(), subject.endpoint().value());
    }
  }

  static final Comparator<RecordedDelivery> ORDER =
      Comparator.comparing((RecordedDelivery delivery) -> delivery.state.rank())
          .thenComparing(RecordedDelivery::attempts)
          .thenComparing(RecordedDelivery::state)
          .thenComparing(RecordedDelivery::reportedAt)
          .thenComparing(
              RecordedDelivery::nextAttemptAt, Comparator.nullsFirst(Comparator.naturalOrder()))
          .thenComparing(delivery -> delivery.failure == null ? "" : delivery.failure.wireName())
          .thenComparing(delivery -> delivery.reason == null ? "" : delivery.reason)
          .thenComparing(delivery -> delivery.subject.acceptedAt());

  static RecordedDelivery of(Delivery delivery) {
    boolean byHand = delivery.trigger() == Trigger.MANUAL;
    return new RecordedDelivery(
        Subject.of(delivery),
        byHand ? RecordedState.RESENDING : RecordedState.PENDING,
        delivery.attempt() - 1,
        delivery.acceptedAt(),
        byHand ? null : delivery.dueAt(),
        null,
        null);
  }

  static RecordedDelivery of(DeliveryReport report) {
    return switch (report) {
      case Attempt attempt ->
          new RecordedDelivery(
              attempt.subject(),
              RecordedState.of(attempt),
              attempt.number(),
              attempt.at(),
              attempt.state().ended() ? null : attempt.nextAttemptAt(),
              attempt.failure(),
              attempt.failureDetail());
      case Cancellation cancellation ->
          new RecordedDelivery(
              cancellation.subject(),
              RecordedState.of(cancellation),
              0,
              cancellation.at(),
              null,
              null,
              cancellation.reason());
    };
  }

  Key key() {
    return Key.of(subject);
  }

  /** This or the other, whichever decides. */
  RecordedDelivery mergedWith(RecordedDelivery other) {
    return ORDER.compare(this, other) >= 0 ? this : other;
  }
}
