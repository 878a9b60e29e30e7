package io.hooklane.ingest.idempotency;

import io.hooklane.contracts.id.ApplicationId;
import java.util.Locale;

/** What stands for one publish of an application. */
public record PublishKey(ApplicationId application, Kind kind, String value) {

  /** Where the key came from. */
  public enum Kind {
    /** The header {@code Idempotency-Key}. */
    IDEMPOTENCY_KEY,
    /** The event's own id. */
    EVENT_ID;

    String columnValue() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
