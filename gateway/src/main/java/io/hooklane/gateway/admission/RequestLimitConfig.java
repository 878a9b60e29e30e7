package io.hooklane.gateway.admission;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How many requests a caller may send; what is beyond gets 429. */
@ConfigMapping(prefix = "hooklane.request-limit")
public interface RequestLimitConfig {

  /** Requests per second of one API key, 1 or more; as many may come at once. */
  @WithDefault("20000")
  int key();

  /** Requests per second of one portal's token, 1 or more; as many may come at once. */
  @WithDefault("100")
  int portal();

  /** Requests per second of one person, 1 or more; as many may come at once. */
  @WithDefault("100")
  int person();
}
