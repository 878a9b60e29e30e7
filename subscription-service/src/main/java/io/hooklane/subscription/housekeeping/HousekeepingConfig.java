package io.hooklane.subscription.housekeeping;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** When what has had its time is forgotten. */
@ConfigMapping(prefix = "hooklane.housekeeping")
public interface HousekeepingConfig {

  /** How often all chores are done. */
  @WithDefault("1m")
  Duration interval();
}
