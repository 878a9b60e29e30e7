package io.hooklane.subscription.endpoint;

import io.hooklane.contracts.configuration.Configuration.Signature;
import io.hooklane.contracts.configuration.Configuration.SignatureStyle;
import io.hooklane.management.ApiException;
import io.hooklane.management.ValidationException;
import io.hooklane.subscription.secret.SecretType;
import io.hooklane.subscription.secret.Secrets;
import io.hooklane.subscription.sending.HeaderRules;
import io.hooklane.subscription.sending.SealedPart;
import io.hooklane.subscription.sending.SealedParts;
import jakarta.inject.Singleton;

/**
 * Sees to it that what is set of an endpoint in several places fits together. To be called after
 * any of it was changed, within the change's transaction.
 */
@Singleton
class SendingCheck {

  private final Secrets secrets;
  private final SealedHeaders headers;
  private final SealedParts parts;

  SendingCheck(Secrets secrets, SealedHeaders headers, SealedParts parts) {
    this.secrets = secrets;
    this.headers = headers;
    this.parts = parts;
  }

  /**
   * Checks the signature against the secrets, the signature and the authentication against the
   * headers.
   *
   * @param field of the request's body, that gave what does not fit
   * @throws ValidationException when it is to be signed in a style that one of the secrets is not
   *     for
   * @throws ApiException 409 when two things would send the same header
   */
  void requireSound(Endpoint endpoint, String field) {
    Signature signature = endpoint.settings().sending().signature();
    String header = signature.header();
    if (signature.style() == SignatureStyle.TIMESTAMPED_HEX
        && secrets.has(endpoint.id(), SecretType.ED25519)) {
      throw ValidationException.body(
          field,
          "The signature style timestamped-hex takes secrets of the type hmac only, and one that"
              + " signs now, perhaps since a rotation, is of the type ed25519");
    }
    if (header != null && headers.of(endpoint.id()).has(header)) {
      throw ApiException.conflict(
          "The signature is to be sent in the header "
              + header
              + ", which is also one of the endpoint's own headers");
    }
    if (parts.has(endpoint.id(), SealedPart.AUTHENTICATION)
        && headers.of(endpoint.id()).has(HeaderRules.AUTHORIZATION)) {
      throw ApiException.conflict(
          "The endpoint would have both an authentication and a header Authorization of its own;"
              + " remove one of them first");
    }
  }
}
