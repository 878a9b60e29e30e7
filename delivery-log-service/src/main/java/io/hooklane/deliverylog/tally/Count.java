package io.hooklane.deliverylog.tally;

import java.util.Locale;

/** What is counted, in the order in which it is packed. */
public enum Count {
  /** Deliveries that stand so now. */
  PENDING,
  SUCCESS,
  FAILED,
  CANCELED,
  /** Deliveries that succeeded, though not at their first attempt. */
  RETRIED,
  ATTEMPTS,
  FAILED_ATTEMPTS;

  /** The table's column. */
  public String column() {
    return name().toLowerCase(Locale.ROOT);
  }
}
