package io.hooklane.subscription.sending;

import io.hooklane.contracts.id.EndpointId;
import java.util.Locale;

/** What is kept sealed for an endpoint beside its secrets. */
public enum SealedPart {
  HEADERS,
  AUTHENTICATION,
  CLIENT_CERTIFICATE;

  /** What it is sealed for: it opens for this endpoint, and as this part, only. */
  String context(EndpointId endpoint) {
    return endpoint.value() + '/' + name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
