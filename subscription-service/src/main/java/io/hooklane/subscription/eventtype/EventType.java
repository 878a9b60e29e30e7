package io.hooklane.subscription.eventtype;

import io.hooklane.contracts.configuration.Configuration;
import io.hooklane.contracts.id.EnvironmentId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An entry of an environment's catalog. Times are to the millisecond.
 *
 * @param samples what {@link PayloadSamples} made of its schemas and keeps with it
 */
record EventType(
    EnvironmentId environment,
    EventTypeName name,
    EventTypeSettings settings,
    @Nullable String samples,
    Instant createdAt,
    Instant updatedAt) {

  EventType {
    createdAt = createdAt.truncatedTo(ChronoUnit.MILLIS);
    updatedAt = updatedAt.truncatedTo(ChronoUnit.MILLIS);
  }

  /** A new one. */
  static EventType made(
      EnvironmentId environment, EventTypeName name, EventTypeSettings settings, Instant now) {
    return new EventType(environment, name, settings, PayloadSamples.made(settings), now, now);
  }

  /** The same event type with other settings from this moment on. */
  EventType with(EventTypeSettings changed, Instant now) {
    boolean samePayloads =
        Objects.equals(changed.schemas(), settings.schemas())
            && Objects.equals(changed.examples(), settings.examples());
    return new EventType(
        environment,
        name,
        changed,
        samePayloads ? samples : PayloadSamples.made(changed),
        createdAt,
        now);
  }

  /** What other services know of it. */
  Configuration.EventType configuration() {
    return new Configuration.EventType(environment, name.value(), settings.archived());
  }
}
