package io.hooklane.deliverylog.health;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** When an endpoint that does nothing but fail is disabled. */
@ConfigMapping(prefix = "hooklane.health")
public interface HealthConfig {

  /** After so long of nothing but failures; a change of the endpoint begins it anew. */
  @WithDefault("5d")
  Duration failingPeriod();

  /** So many attempts must have failed in that time; those by hand do not count. */
  @WithDefault("5")
  int failures();

  /**
   * So far apart must the first and the last of them be, so that one bad hour before a silence
   * disables nothing; a tenth of the period when absent.
   */
  Optional<Duration> spread();

  /** How often that is looked at. */
  @WithDefault("1m")
  Duration checkInterval();
}
