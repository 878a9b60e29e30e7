package io.hooklane.dispatcher.egress;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Where deliveries may go. Public addresses always; others only if they are named here. */
@ConfigMapping(prefix = "hooklane.egress")
public interface EgressConfig {

  /** Whether deliveries may go to this machine itself: 127.0.0.0/8 and ::1. */
  @WithDefault("false")
  boolean allowLoopback();

  /** Ranges that deliveries may go to although they are not public, as CIDR blocks. */
  Optional<List<String>> allowedRanges();

  /** How long one question to a name server may take. */
  @WithDefault("3s")
  Duration resolveTimeout();

  /** How long an answer is kept at most, whatever its time to live. */
  @WithDefault("60s")
  Duration longestCaching();
}
