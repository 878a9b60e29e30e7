package io.hooklane.subscription.endpoint;

import io.hooklane.subscription.secret.SecretChoice;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint as it is asked for.
 *
 * @param secret to sign with; not looked at when the endpoint is there already
 * @param headers to send besides Hooklane's own; null to leave them as they are
 */
record NewEndpoint(
    EndpointSettings settings, SecretChoice secret, @Nullable EndpointHeaders headers) {}
