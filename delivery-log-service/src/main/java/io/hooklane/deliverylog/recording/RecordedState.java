package io.hooklane.deliverylog.recording;

import io.hooklane.contracts.delivery.DeliveryState;

/**
 * Where a delivery stands, as its row holds it. The order matters: of two reports that are equal
 * otherwise, the one with the later state wins.
 */
public enum RecordedState {
  PENDING,
  CANCELED,
  FAILED,
  SUCCESS;

  /** The number in the tables. */
  public short code() {
    return (short) ordinal();
  }

  /** Whether nothing more will be tried by the schedule. */
  public boolean ended() {
    return this != PENDING;
  }

  /** The state of a number in the tables. */
  public static RecordedState ofCode(int code) {
    return values()[code];
  }

  static RecordedState of(DeliveryState state) {
    return switch (state) {
      case PENDING -> PENDING;
      case SUCCESS -> SUCCESS;
      case FAILED -> FAILED;
      case CANCELED -> CANCELED;
    };
  }
}
