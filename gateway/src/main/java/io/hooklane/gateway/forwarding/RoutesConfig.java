package io.hooklane.gateway.forwarding;

import io.hooklane.gateway.forwarding.RouteTable.Load;
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

  /** Exports and imports at once at most, 1 or more; each may hold a large document. */
  @WithDefault("4")
  int largeConnections();

  /** Exports and imports that may wait for their turn; those beyond get 503 at once. */
  @WithDefault("16")
  int largeWaiting();

  /** How long an export or import may be silent; then the answer is 504. */
  @WithDefault("10m")
  Duration largeSilence();

  /** The largest document that is imported; what is larger gets 413. */
  @WithDefault("16M")
  MemorySize largeBodyLimit();

  /** Streams of live activity at once at most, 1 or more; those beyond get 503 at once. */
  @WithDefault("1000")
  int streams();

  /** The limits of requests of this load. */
  default UpstreamLimits limits(Load load) {
    return switch (load) {
      case ORDINARY ->
          new UpstreamLimits(connections(), waiting(), silence(), bodyLimit().asLongValue());
      case LARGE ->
          new UpstreamLimits(
              largeConnections(), largeWaiting(), largeSilence(), largeBodyLimit().asLongValue());
      case STREAM -> new UpstreamLimits(streams(), 0, silence(), bodyLimit().asLongValue());
    };
  }

  /** The address of a service. */
  default URI url(Service service) {
    return switch (service) {
      case SUBSCRIPTION -> subscriptionUrl();
      case INGEST -> ingestUrl();
      case DELIVERY_LOG -> deliveryLogUrl();
    };
  }
}
