package io.hooklane.gateway.authentication;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.nio.file.Path;
import java.time.Duration;

/** How the gateway vouches for its callers towards the services. */
@ConfigMapping(prefix = "hooklane.identity")
public interface IdentityConfig {

  /**
   * The file of the RSA private key that signs, PEM, PKCS #8; the services hold its public part.
   */
  @WithName("private-key.file")
  Path privateKeyFile();

  /** How long a token is valid, 2 s or more; it is renewed at half of that. */
  @WithDefault("60s")
  Duration lifetime();

  /** The least time between two questions whether an unknown key has just been created. */
  @WithDefault("250ms")
  Duration unknownKeyInterval();

  /** How long a request with an unknown key waits for that answer at most. */
  @WithDefault("1s")
  Duration unknownKeyPatience();

  /** How often it is noted when keys were used last. */
  @WithDefault("30s")
  Duration keyUseInterval();

  /** How many requests may wait so at a time, 1 or more; those beyond are refused at once. */
  @WithDefault("1000")
  int unknownKeyWaiters();
}
