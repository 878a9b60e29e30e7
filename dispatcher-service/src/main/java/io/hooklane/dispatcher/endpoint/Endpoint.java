package io.hooklane.dispatcher.endpoint;

import io.hooklane.contracts.id.EndpointId;
import io.hooklane.contracts.id.EnvironmentId;
import io.hooklane.dispatcher.signing.SigningKeys;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is needed to send to an endpoint, as it is configured now.
 *
 * @param headers to send besides Hooklane's own
 * @param retrySchedule the endpoint's own waits, or else its environment's; null for the standard
 *     ones
 */
public record Endpoint(
    EndpointId id,
    EnvironmentId environment,
    Destination destination,
    boolean disabled,
    SigningKeys keys,
    ExtraHeaders headers,
    @Nullable List<Duration> retrySchedule) {

  /** The same endpoint with these waits if it has none of its own. */
  Endpoint orSchedule(@Nullable List<Duration> ofEnvironment) {
    return retrySchedule != null || ofEnvironment == null
        ? this
        : new Endpoint(id, environment, destination, disabled, keys, headers, ofEnvironment);
  }
}
