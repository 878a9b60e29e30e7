package io.hooklane.subscription.endpoint;

import io.hooklane.contracts.configuration.Configuration;
import io.hooklane.contracts.id.ApplicationId;
import io.hooklane.contracts.id.EndpointId;
import io.hooklane.contracts.id.EnvironmentId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A target of an application. Times are to the millisecond.
 *
 * @param disabledReason null when it is enabled, or a caller disabled it
 * @param activeFrom from when on it takes messages; null for ever since
 */
record Endpoint(
    EndpointId id,
    EnvironmentId environment,
    ApplicationId application,
    EndpointSettings settings,
    @Nullable DisabledReason disabledReason,
    @Nullable Instant activeFrom,
    Instant createdAt,
    Instant updatedAt) {

  Endpoint {
    activeFrom = activeFrom == null ? null : activeFrom.truncatedTo(ChronoUnit.MILLIS);
    createdAt = createdAt.truncatedTo(ChronoUnit.MILLIS);
    updatedAt = updatedAt.truncatedTo(ChronoUnit.MILLIS);
  }

  /** The same endpoint with other settings from this moment on. */
  Endpoint with(EndpointSettings changed, Instant now) {
    DisabledReason reason = changed.disabled() ? disabledReason : null;
    return new Endpoint(id, environment, application, changed, reason, activeFrom, createdAt, now);
  }

  /** The same endpoint, disabled from this moment on. */
  Endpoint disabledFor(DisabledReason reason, Instant now) {
    return new Endpoint(
        id, environment, application, settings.turnedOff(), reason, activeFrom, createdAt, now);
  }

  /** Whether it cools off at this moment: it takes no messages yet. */
  boolean pendingAt(Instant now) {
    return activeFrom != null && now.isBefore(activeFrom);
  }

  /** What other services know of it, with what else is kept for it. */
  Configuration.Endpoint configuration(
      List<Configuration.Secret> secrets,
      @Nullable String sealedHeaders,
      Configuration.Sending sending) {
    return new Configuration.Endpoint(
        id,
        environment,
        application,
        settings.uidText(),
        settings.url().text(),
        settings.disabled(),
        settings.eventTypes() == null ? List.of() : settings.eventTypes().patterns(),
        settings.channels() == null ? List.of() : settings.channels().names(),
        secrets,
        settings.throttleRate(),
        settings.retrySchedule() == null ? null : settings.retrySchedule().delays(),
        settings.description(),
        activeFrom,
        sealedHeaders,
        createdAt,
        updatedAt,
        sending);
  }
}
