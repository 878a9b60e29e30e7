package io.hooklane.subscription.environment;

import io.hooklane.contracts.configuration.Configuration;
import io.hooklane.contracts.configuration.Configuration.EnvironmentKind;
import io.hooklane.contracts.id.EnvironmentId;
import io.hooklane.subscription.attribute.RetrySchedule;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A separate world of one company. Times are to the millisecond.
 *
 * @param name unique in the installation
 */
public record Environment(
    EnvironmentId id,
    String name,
    EnvironmentKind kind,
    boolean webhooksEnabled,
    EnvironmentSettings settings,
    Instant createdAt,
    Instant updatedAt) {

  public Environment {
    if (name.isBlank()) {
      throw new IllegalArgumentException("An environment has a name");
    }
    createdAt = createdAt.truncatedTo(ChronoUnit.MILLIS);
    updatedAt = updatedAt.truncatedTo(ChronoUnit.MILLIS);
  }

  /** The same environment with these changes from this moment on. */
  Environment with(EnvironmentChange change, Instant now) {
    return new Environment(
        id, change.name(), kind, change.webhooksEnabled(), change.settings(), createdAt, now);
  }

  /** What other services know of it. */
  Configuration.Environment configuration() {
    RetrySchedule schedule = settings.retrySchedule();
    return new Configuration.Environment(
        id,
        name,
        kind,
        webhooksEnabled,
        schedule == null ? null : schedule.delays(),
        settings.retention(),
        settings.searchAttributes().pointers());
  }
}
