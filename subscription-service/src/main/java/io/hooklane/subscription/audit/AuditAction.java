package io.hooklane.subscription.audit;

import java.util.Locale;

/** What was done to a thing. */
public enum AuditAction {
  CREATE,
  UPDATE,
  DELETE,
  ROTATE_SECRET;

  /** The name that callers see. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
