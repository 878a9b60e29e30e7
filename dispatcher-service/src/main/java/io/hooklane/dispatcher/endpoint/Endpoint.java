package io.hooklane.dispatcher.endpoint;

import io.hooklane.contracts.id.EndpointId;
import io.hooklane.dispatcher.signing.SigningKeys;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is needed to send to an endpoint, as it is configured now.
 *
 * @param headers to send besides Hooklane's own
 * @param retrySchedule the endpoint's own waits; null for the standard ones
 */
public record Endpoint(
    EndpointId id,
    Destination destination,
    boolean disabled,
    SigningKeys keys,
    ExtraHeaders headers,
    @Nullable List<Duration> retrySchedule) {}
