package io.hooklane.subscription.eventtype;

import io.hooklane.contracts.configuration.Configuration;
import io.hooklane.contracts.id.EnvironmentId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** An entry of an environment's catalog. Times are to the millisecond. */
record EventType(
    EnvironmentId environment,
    EventTypeName name,
    EventTypeSettings settings,
    Instant createdAt,
    Instant updatedAt) {

  EventType {
    createdAt = createdAt.truncatedTo(ChronoUnit.MILLIS);
    updatedAt = updatedAt.truncatedTo(ChronoUnit.MILLIS);
  }

  /** The same event type with other settings from this moment on. */
  EventType with(EventTypeSettings changed, Instant now) {
    return new EventType(environment, name, changed, createdAt, now);
  }

  /** What other services know of it. */
  Configuration.EventType configuration() {
    return new Configuration.EventType(environment, name.value(), settings.archived());
  }
}
