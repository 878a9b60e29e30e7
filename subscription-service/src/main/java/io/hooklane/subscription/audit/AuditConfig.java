package io.hooklane.subscription.audit;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long it is known who changed what. */
@ConfigMapping(prefix = "hooklane.audit")
public interface AuditConfig {

  /** How long an entry is kept at least. */
  @WithDefault("400d")
  Duration retention();
}
