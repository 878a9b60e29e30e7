package io.hooklane.subscription.endpoint;

import io.hooklane.subscription.secret.SigningSecret;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An endpoint's current secret, for the one answer that shows it. */
@Schema(name = "EndpointSecretOut")
record EndpointSecretOut(@Schema(required = true) String key) {

  static EndpointSecretOut of(SigningSecret secret) {
    return new EndpointSecretOut(secret.text());
  }

  @Override
  public String toString() {
    return "EndpointSecretOut";
  }
}
