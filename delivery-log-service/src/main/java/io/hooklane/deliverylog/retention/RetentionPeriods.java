package io.hooklane.deliverylog.retention;

import io.hooklane.contracts.configuration.Configuration.Environment;
import io.hooklane.contracts.id.EnvironmentId;
import io.hooklane.deliverylog.directory.Directory;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * How long each environment's records are kept. Those of an environment that is gone are kept as
 * long as those of one that does not say.
 */
@Singleton
public class RetentionPeriods {

  private final RetentionConfig config;
  private final Directory directory;

  /** Wired by the container. */
  public RetentionPeriods(RetentionConfig config, Directory directory) {
    this.config = config;
    this.directory = directory;
  }

  /** Whether all that the environment accepted on this UTC day has had its time. */
  public boolean isOver(EnvironmentId environment, LocalDate day, Instant now) {
    Instant end = day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    return !now.isBefore(end.plus(of(environment)));
  }

  /** How long after a message's acceptance, to the end of that UTC day. */
  public Duration of(EnvironmentId environment) {
    return directory.environment(environment).map(Environment::retention).orElse(config.period());
  }
}
