package io.hooklane.dispatcher.expunging;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What is known of expunged messages. */
@ConfigMapping(prefix = "hooklane.expunged")
public interface ExpungingConfig {

  /**
   * How many expunged messages are remembered, 1 or more, at some 200 bytes each. What is left of
   * older ones is sent if it is still due.
   */
  @WithDefault("100000")
  int remembered();
}
