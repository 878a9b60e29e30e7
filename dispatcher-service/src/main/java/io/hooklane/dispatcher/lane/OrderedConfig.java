package io.hooklane.dispatcher.lane;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How deliveries of endpoints that ask for order are sent. */
@ConfigMapping(prefix = "hooklane.ordered")
public interface OrderedConfig {

  /** Attempts under way to all ordered endpoints together, at most, 1 or more. */
  @WithDefault("512")
  int totalInFlight();

  /**
   * Deliveries of one endpoint in hand, from which on no more are taken of the partition that they
   * come from, 1 or more.
   */
  @WithDefault("128")
  int queued();

  /** The longest wait between two attempts, whatever the schedule says; more than zero. */
  @WithDefault("5m")
  Duration longestWait();

  /** How long after its acceptance a message is tried, when its endpoint asks for order no more. */
  @WithDefault("24h")
  Duration maximumAge();
}
