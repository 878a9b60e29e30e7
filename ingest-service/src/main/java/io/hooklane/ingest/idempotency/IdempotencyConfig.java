package io.hooklane.ingest.idempotency;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/** How long keys are remembered. */
@ConfigMapping(prefix = "hooklane.idempotency")
public interface IdempotencyConfig {

  /** How long a repeat of an idempotency key gets the first one's answer. */
  @WithDefault("12h")
  Duration keyLifetime();

  /** How long a repeat of an event id is refused. */
  @WithDefault("24h")
  Duration eventIdLifetime();

  /** How often what has expired is deleted. */
  @WithDefault("10m")
  Duration purgeInterval();

  /** How many rows one statement deletes at most, 1 or more. */
  @WithDefault("1000")
  @Min(1)
  int purgeBatch();
}
