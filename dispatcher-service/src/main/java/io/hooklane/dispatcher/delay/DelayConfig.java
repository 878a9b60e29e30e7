package io.hooklane.dispatcher.delay;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How deliveries wait for their next attempt. */
@ConfigMapping(prefix = "hooklane.delay")
public interface DelayConfig {

  /** Deliveries on their way out of the tiers that are not acknowledged yet, at most. */
  @WithDefault("4096")
  int underWay();

  /** How long a rebalance, or the end of the process, waits for those. */
  @WithDefault("5s")
  Duration drain();

  /** How often finished offsets are committed, at most. */
  @WithDefault("100ms")
  Duration commitInterval();

  /** After how long without a sign of life the tiers count as stuck. */
  @WithDefault("60s")
  Duration stuckAfter();
}
