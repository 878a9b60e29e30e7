package io.hooklane.subscription.endpoint;

import io.hooklane.contracts.configuration.Configuration;
import io.hooklane.subscription.secret.Secrets;
import io.hooklane.subscription.sending.SendingSettings;
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
    return endpoint.configuration(
        secrets.sealed(endpoint.id()), headers.sealed(endpoint.id()), sending(endpoint));
  }

  private static Configuration.Sending sending(Endpoint endpoint) {
    SendingSettings settings = endpoint.settings().sending();
    return new Configuration.Sending(
        settings.ordering(), settings.signature(), settings.httpVersion(), null, null, null);
  }
}
