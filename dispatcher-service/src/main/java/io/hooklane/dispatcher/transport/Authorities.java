package io.hooklane.dispatcher.transport;

import io.vertx.core.net.PemTrustOptions;

/** The authorities that an endpoint's owner trusts instead of the platform's. */
public final class Authorities {

  private final String pem;
  private final PemTrustOptions options;

  private Authorities(String pem, PemTrustOptions options) {
    this.pem = pem;
    this.options = options;
  }

  /**
   * Those in this text.
   *
   * @throws UnusableTransportException when it is not certificates in PEM
   */
  static Authorities parse(String pem) throws UnusableTransportException {
    return new Authorities(
        pem,
        new PemTrustOptions()
            .addCertValue(Pem.text(Pem.certificates(pem, "The endpoint's list of authorities"))));
  }

  PemTrustOptions options() {
    return options;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Authorities authorities && pem.equals(authorities.pem);
  }

  @Override
  public int hashCode() {
    return pem.hashCode();
  }
}
