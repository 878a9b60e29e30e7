package io.hooklane.dispatcher.endpoint;

import io.hooklane.contracts.configuration.Configuration.Ordering;
import io.hooklane.contracts.id.EndpointId;
import io.hooklane.contracts.id.EnvironmentId;
import io.hooklane.dispatcher.authentication.EndpointCredentials;
import io.hooklane.dispatcher.signing.SignatureStyle;
import io.hooklane.dispatcher.signing.SigningKeys;
import io.hooklane.dispatcher.transport.EndpointTransport;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is needed to send to an endpoint, as it is configured now.
 *
 * @param headers to send besides Hooklane's own
 * @param credentials what requests authenticate with
 * @param transport how connections are made
 * @param ordering null when its messages need not keep their order
 * @param ownSchedule the endpoint's own waits; null for its environment's
 * @param surroundings what it takes from its environment
 * @param ownThrottleRate attempts per second, at most; null for its application's
 * @param throttle what it takes from its application
 */
public record Endpoint(
    EndpointId id,
    EnvironmentId environment,
    Destination destination,
    boolean disabled,
    SigningKeys keys,
    SignatureStyle signature,
    ExtraHeaders headers,
    EndpointCredentials credentials,
    EndpointTransport transport,
    @Nullable Ordering ordering,
    @Nullable List<Duration> ownSchedule,
    Surroundings surroundings,
    @Nullable Integer ownThrottleRate,
    ApplicationThrottle throttle) {

  /** Attempts per second, at most; 0 for any number. */
  public int throttleRate() {
    return ownThrottleRate == null ? throttle.perSecond() : ownThrottleRate;
  }

  /** The endpoint's own waits, or else its environment's; null for the standard ones. */
  public @Nullable List<Duration> retrySchedule() {
    return ownSchedule == null ? surroundings.retrySchedule() : ownSchedule;
  }
}
