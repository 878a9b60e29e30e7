package io.hooklane.subscription.idempotency;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long answers to requests with an idempotency key are kept. */
@ConfigMapping(prefix = "hooklane.idempotent-answers")
public interface IdempotencyConfig {

  /** How long an answer is kept at least. */
  @WithDefault("12h")
  Duration retention();
}
