package io.hooklane.subscription.configlog;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/** How committed changes get into the configuration log. */
@ConfigMapping(prefix = "hooklane.outbox")
public interface OutboxConfig {

  /** How long a request waits for Kafka's acknowledgement before it is answered with 503. */
  @WithDefault("10s")
  Duration acknowledgeTimeout();

  /** How long Kafka has for one record before it is tried again. */
  @WithDefault("8s")
  Duration deliveryTimeout();

  /** How often changes that another, dead instance left behind are looked for. */
  @WithDefault("30s")
  Duration checkInterval();

  /** How many changes are published in one transaction at most, 1 or more. */
  @WithDefault("500")
  @Min(1)
  int batchSize();

  /** The first wait after a failure; each further one doubles it, up to 5 s. */
  @WithDefault("200ms")
  Duration retryPause();
}
