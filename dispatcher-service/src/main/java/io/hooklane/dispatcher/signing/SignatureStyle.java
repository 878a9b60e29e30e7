package io.hooklane.dispatcher.signing;

import io.hooklane.contracts.configuration.Configuration.Signature;
import io.vertx.core.http.HttpHeaders;

/** How an endpoint's requests are signed. */
public sealed interface SignatureStyle {

  /** Headers {@code webhook-id}, {@code webhook-timestamp}, {@code webhook-signature}. */
  record Standard() implements SignatureStyle {}

  /** Those, and the same under the names {@code svix-…}. */
  record SvixNames() implements SignatureStyle {}

  /**
   * {@code ts=<seconds>,sig=<hex>} in a header of the endpoint's choice, beside {@code webhook-id}.
   *
   * @param header its name
   */
  record TimestampedHex(CharSequence header) implements SignatureStyle {}

  /**
   * One that cannot sign.
   *
   * @param reason a sentence for people
   */
  record Unusable(String reason) implements SignatureStyle {}

  /** As Standard Webhooks asks for. */
  SignatureStyle STANDARD = new Standard();

  /** The style that is configured. */
  static SignatureStyle of(Signature signature) {
    return switch (signature.style()) {
      case STANDARD -> STANDARD;
      case SVIX_NAMES -> new SvixNames();
      case TIMESTAMPED_HEX ->
          signature.header() == null || signature.header().isBlank()
              ? new Unusable("No header is configured for the endpoint's signature")
              : new TimestampedHex(HttpHeaders.createOptimized(signature.header()));
    };
  }
}
