package io.hooklane.deliverylog.indexing;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How what an earlier release recorded gets the indexes of this one. */
@ConfigMapping(prefix = "hooklane.indexing")
public interface IndexingConfig {

  /** How long after the start it is first looked for what lacks an index. */
  @WithDefault("5s")
  Duration firstLook();

  /** How often it is looked for that. */
  @WithDefault("10m")
  Duration interval();

  /**
   * How long an index that has a successor waits for whoever still uses it before it is dropped;
   * then it waits for the next look. Whoever comes meanwhile waits as long.
   */
  @WithDefault("1s")
  Duration lockTimeout();
}
