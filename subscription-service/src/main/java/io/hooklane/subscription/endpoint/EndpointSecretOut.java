package io.hooklane.subscription.endpoint;

import io.hooklane.subscription.secret.SigningSecret;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What receivers verify with, for the one answer that shows it: an endpoint's current secret, or
 * the public key of a pair. Private keys are never shown.
 */
@Schema(name = "EndpointSecretOut")
record EndpointSecretOut(@Schema(required = true) String key) {

  static EndpointSecretOut of(SigningSecret secret) {
    return new EndpointSecretOut(secret.verifier());
  }

  @Override
  public String toString() {
    return "EndpointSecretOut";
  }
}
