package io.hooklane.subscription.application;

import io.hooklane.contracts.configuration.Configuration;
import io.hooklane.contracts.id.ApplicationId;
import io.hooklane.contracts.id.EnvironmentId;
import io.hooklane.subscription.attribute.Uid;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** One customer of the company. Times are to the millisecond. */
public record Application(
    ApplicationId id,
    EnvironmentId environment,
    ApplicationSettings settings,
    Instant createdAt,
    Instant updatedAt) {

  public Application {
    createdAt = createdAt.truncatedTo(ChronoUnit.MILLIS);
    updatedAt = updatedAt.truncatedTo(ChronoUnit.MILLIS);
  }

  /** The same application with other settings from this moment on. */
  Application with(ApplicationSettings changed, Instant now) {
    return new Application(id, environment, changed, createdAt, now);
  }

  /** What other services know of it. */
  Configuration.Application configuration() {
    Uid uid = settings.uid();
    return new Configuration.Application(
        id,
        environment,
        uid == null ? null : uid.value(),
        settings.name(),
        settings.throttleRate());
  }
}
