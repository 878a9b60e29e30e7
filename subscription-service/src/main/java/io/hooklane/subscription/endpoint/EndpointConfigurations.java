package io.hooklane.subscription.endpoint;

import io.hooklane.contracts.configuration.Configuration;
import io.hooklane.subscription.secret.Secrets;
import jakarta.inject.Singleton;

/** What other services know of endpoints. Wants a transaction. */
@Singleton
class EndpointConfigurations {

  private final Secrets secrets;
  private final SealedHeaders headers;

  EndpointConfigurations(Secrets secrets, SealedHeaders headers) {
    this.secrets = secrets;
    this.headers = headers;
  }

  /** The endpoint, with its secrets and headers as they are in this transaction. */
  Configuration.Endpoint of(Endpoint endpoint) {
    return endpoint.configuration(secrets.sealed(endpoint.id()), headers.sealed(endpoint.id()));
  }
}
