package io.hooklane.subscription.sample;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How samples get onto the topic of messages. */
@ConfigMapping(prefix = "hooklane.samples")
public interface SampleConfig {

  /**
   * How long a request waits for Kafka's acknowledgement before it is answered with 503, 1 s or
   * more.
   */
  @WithDefault("10s")
  Duration acknowledgeTimeout();
}
