package io.hooklane.contracts.delivery;

import java.util.Locale;

/** What caused an attempt. */
public enum Trigger {
  /** The first try, or a retry by the schedule. */
  SCHEDULED,
  /** A resend, recover or replay asked for by a person or a program; not retried. */
  MANUAL;

  /** The name on topics: lower case. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Trigger ofWireName(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }
}
