package io.hooklane.subscription.transfer;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;

/** How environments are exported and imported. */
@ConfigMapping(prefix = "hooklane.transfer")
public interface TransferConfig {

  /** The largest document that is exported: what an import takes, see the limits of bodies. */
  @WithDefault("16M")
  MemorySize largest();

  /** Exports and imports at once at most, 1 or more; those beyond are answered with 503. */
  @WithDefault("2")
  @Min(1)
  int atOnce();
}
