package io.hooklane.subscription.endpoint;

import io.hooklane.contracts.configuration.Configuration;
import io.hooklane.subscription.secret.Secrets;
import io.hooklane.subscription.sending.CaCertificates;
import io.hooklane.subscription.sending.SealedPart;
import io.hooklane.subscription.sending.SealedParts;
import io.hooklane.subscription.sending.SendingSettings;
import jakarta.inject.Singleton;

/** What other services know of endpoints. Wants a transaction. */
@Singleton
class EndpointConfigurations {

  private final Secrets secrets;
  private final SealedParts parts;
  private final CaCertificates authorities;

  EndpointConfigurations(Secrets secrets, SealedParts parts, CaCertificates authorities) {
    this.secrets = secrets;
    this.parts = parts;
    this.authorities = authorities;
  }

  /** The endpoint, with all that is kept for it as it is in this transaction. */
  Configuration.Endpoint of(Endpoint endpoint) {
    SealedParts.SealedTexts sealed = parts.sealed(endpoint.id());
    SendingSettings settings = endpoint.settings().sending();
    return endpoint.configuration(
        secrets.sealed(endpoint.id()),
        sealed.of(SealedPart.HEADERS),
        new Configuration.Sending(
            settings.ordering(),
            settings.signature(),
            settings.httpVersion(),
            sealed.of(SealedPart.AUTHENTICATION),
            sealed.of(SealedPart.CLIENT_CERTIFICATE),
            authorities.of(endpoint.id())));
  }
}
