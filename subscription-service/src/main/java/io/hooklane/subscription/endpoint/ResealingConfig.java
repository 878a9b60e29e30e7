package io.hooklane.subscription.endpoint;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/** How what an earlier primary key sealed comes under the present one. */
@ConfigMapping(prefix = "hooklane.resealing")
public interface ResealingConfig {

  /**
   * How often is looked for endpoints that another key sealed: at the start, and again after this
   * time, since an instance that was not restarted yet may still seal with the key before.
   */
  @WithDefault("5m")
  Duration interval();

  /** How many endpoints are sealed anew in one transaction at most, 1 or more. */
  @WithDefault("50")
  @Min(1)
  int batchSize();
}
