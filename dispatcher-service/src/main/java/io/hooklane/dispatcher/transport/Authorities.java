package io.hooklane.dispatcher.transport;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.PemTrustOptions;

/**
 * The authorities that an endpoint's owner trusts instead of the platform's.
 *
 * @param pem certificates
 */
public record Authorities(String pem) {

  /**
   * Those in this text.
   *
   * @throws UnusableTransportException when it is not certificates in PEM
   */
  static Authorities parse(String pem) throws UnusableTransportException {
    Pem.certificates(pem, "The endpoint's list of authorities");
    return new Authorities(pem);
  }

  PemTrustOptions options() {
    return new PemTrustOptions().addCertValue(Buffer.buffer(pem));
  }
}
