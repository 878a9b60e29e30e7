package io.hooklane.subscription.routing;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/** How messages are resolved into deliveries. */
@ConfigMapping(prefix = "hooklane.routing")
public interface RoutingConfig {

  /** How long a message is remembered, so that a repeat of it is dropped. */
  @WithDefault("5m")
  Duration repeatWindow();

  /** How many messages of each partition are remembered at most, 1 or more. */
  @WithDefault("8192")
  @Min(1)
  int repeatWindowEntries();

  /** How many messages are resolved at once at most, 1 or more. */
  @WithDefault("1000")
  @Min(1)
  int batchSize();

  /** How long a stopping service waits for the batch that it is working on. */
  @WithDefault("10s")
  Duration stopTimeout();

  /**
   * How long enabling an endpoint waits for messages that were accepted before it, so that they are
   * not sent to it.
   */
  @WithDefault("2s")
  Duration resolvedWait();
}
