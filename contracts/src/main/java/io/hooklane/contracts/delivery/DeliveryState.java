package io.hooklane.contracts.delivery;

import java.util.Locale;

/** Where a delivery stands after a report. */
public enum DeliveryState {
  /** Waits for an attempt. */
  PENDING,
  /** Ended: a receiver took it. */
  SUCCESS,
  /** Ended: the schedule is spent, or the receiver refused it for good. */
  FAILED,
  /** Ended: its endpoint was disabled or deleted before it could be sent. */
  CANCELED;

  /** The name on topics: lower case. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether nothing more will be tried by the schedule. */
  public boolean ended() {
    return this != PENDING;
  }

  static DeliveryState ofWireName(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }
}
