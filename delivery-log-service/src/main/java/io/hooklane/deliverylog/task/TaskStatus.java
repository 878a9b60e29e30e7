package io.hooklane.deliverylog.task;

import java.util.Arrays;
import java.util.Locale;

/** Where a background task stands. */
enum TaskStatus {
  RUNNING,
  FINISHED,
  /** Ended before all was sent, or canceled. */
  FAILED;

  /** The name that callers see. */
  String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  static boolean isKnown(String wireName) {
    return Arrays.stream(values()).anyMatch(status -> status.wireName().equals(wireName));
  }

  static TaskStatus ofWireName(String wireName) {
    return valueOf(wireName.toUpperCase(Locale.ROOT));
  }
}
