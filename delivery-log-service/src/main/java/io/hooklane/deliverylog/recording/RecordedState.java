package io.hooklane.deliverylog.recording;

import io.hooklane.contracts.delivery.DeliveryReport.Attempt;
import io.hooklane.contracts.delivery.DeliveryReport.Cancellation;
import io.hooklane.contracts.delivery.DeliveryState;
import io.hooklane.contracts.delivery.Trigger;

/**
 * Where a delivery stands, as its row holds it. What is done by hand leaves a delivery of the
 * schedule's as it stands, unless the receiver took it: so the states of deliveries that were made
 * by hand alone come before all others.
 */
public enum RecordedState {
  /** Sent by hand, and not by the schedule: its attempt is under way. */
  RESENDING(0),
  /** Sent by hand, and not by the schedule: its attempt failed, or could not be made. */
  RESEND_FAILED(1),
  PENDING(2),
  CANCELED(3),
  FAILED(3),
  SUCCESS(4);

  private final int rank;

  RecordedState(int rank) {
    this.rank = rank;
  }

  /** The number in the tables. */
  public short code() {
    return (short) ordinal();
  }

  /**
   * Of two reports, the one of the higher rank decides where the delivery stands; of two of one
   * rank, the later attempt does.
   */
  int rank() {
    return rank;
  }

  /** Whether nothing more will be tried by the schedule. */
  public boolean ended() {
    return this != PENDING && this != RESENDING;
  }

  /** The state of a number in the tables. */
  public static RecordedState ofCode(int code) {
    return values()[code];
  }

  /** Where this attempt leaves its delivery. */
  static RecordedState of(Attempt attempt) {
    boolean byHandInVain =
        attempt.trigger() == Trigger.MANUAL && attempt.state() != DeliveryState.SUCCESS;
    return byHandInVain ? RESEND_FAILED : of(attempt.state());
  }

  /** Where this cancellation leaves its delivery. */
  static RecordedState of(Cancellation cancellation) {
    return cancellation.trigger() == Trigger.MANUAL ? RESEND_FAILED : CANCELED;
  }

  private static RecordedState of(DeliveryState state) {
    return switch (state) {
      case PENDING -> PENDING;
      case SUCCESS -> SUCCESS;
      case FAILED -> FAILED;
      case CANCELED -> CANCELED;
    };
  }
}
