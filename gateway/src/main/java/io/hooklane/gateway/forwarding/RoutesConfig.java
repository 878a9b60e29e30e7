package io.hooklane.gateway.forwarding;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;

/** Where the services are, and what they are given. */
@ConfigMapping(prefix = "hooklane.routes")
public interface RoutesConfig {

  /** The subscription service: {@code http://host:port}. */
  URI subscriptionUrl();

  /** The ingest service: {@code http://host:port}. */
  URI ingestUrl();

  /** The delivery log service: {@code http://host:port}. */
  URI deliveryLogUrl();

  /** Connections to each service at most, 1 or more. */
  @WithDefault("128")
  int connections();

  /** Requests that may wait for a connection to a service; those beyond get 503 at once. */
  @WithDefault("2000")
  int waiting();

  /** How long a service may take to accept a connection. */
  @WithDefault("2s")
  Duration connectTimeout();

  /** How long a service, or a caller who sends a body, may be silent; then the answer is 504. */
  @WithDefault("30s")
  Duration silence();

  /** The largest request body; what is larger gets 413. */
  @WithDefault("2M")
  MemorySize bodyLimit();

  /** The address of a service. */
  default URI url(Service service) {
    return switch (service) {
      case SUBSCRIPTION -> subscriptionUrl();
      case INGEST -> ingestUrl();
      case DELIVERY_LOG -> deliveryLogUrl();
    };
  }
}
