package io.hooklane.ingest.publishing;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What may be published, and how long it may take. */
@ConfigMapping(prefix = "hooklane.publishing")
public interface PublishingConfig {

  /** The largest payload, by REST or from a source; at most 3 MiB, so that it fits its topic. */
  @WithDefault("1M")
  MemorySize maxPayload();

  /** The largest body of a request. */
  @WithDefault("2M")
  MemorySize maxBody();

  /** How long Kafka may take to acknowledge before the caller is told to try again. */
  @WithDefault("10s")
  Duration acknowledgement();

  /** How long a request may wait for an application that is not known yet. */
  @WithDefault("2s")
  Duration applicationWait();
}
