package io.hooklane.deliverylog.retention;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long what is recorded is kept, and how it is dropped after that. */
@ConfigMapping(prefix = "hooklane.retention")
public interface RetentionConfig {

  /**
   * How long what an environment's messages left behind is kept, from their acceptance, where the
   * environment does not say; to the end of that UTC day.
   */
  @WithDefault("30d")
  Duration period();

  /** How long after the start it is first looked for what has had its time. */
  @WithDefault("1m")
  Duration firstLook();

  /** How often it is looked for that. */
  @WithDefault("10m")
  Duration interval();

  /**
   * How long a partition that is to be dropped waits for whoever still reads it; then it waits for
   * the next look.
   */
  @WithDefault("2s")
  Duration lockTimeout();
}
