package io.hooklane.deliverylog.operational;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;

/** What operational webhooks are told of deliveries. */
@ConfigMapping(prefix = "hooklane.operational")
public interface OperationalConfig {

  /**
   * After how many failed attempts of a delivery {@code message.attempt.failing} is told, 1 or
   * more. Where the schedule gives up earlier it is not.
   */
  @WithDefault("4")
  @Min(1)
  int failingAfter();
}
