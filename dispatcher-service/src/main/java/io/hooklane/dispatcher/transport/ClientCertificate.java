package io.hooklane.dispatcher.transport;

import io.vertx.core.net.PemKeyCertOptions;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.List;

/** What we show to a receiver that asks who we are, with its private key. Secret. */
public final class ClientCertificate {

  private static final SecureRandom RANDOM = new SecureRandom();

  private final String sealed;
  private final PemKeyCertOptions options;

  private ClientCertificate(String sealed, PemKeyCertOptions options) {
    this.sealed = sealed;
    this.options = options;
  }

  /**
   * A certificate and its key.
   *
   * @param sealed where they come from: certificates of the same are equal
   * @param chainText PEM, its own first
   * @param keyText PEM, PKCS #8, of an RSA or an EC key
   * @throws UnusableTransportException when one of them is not, or they do not belong together
   */
  static ClientCertificate parse(String sealed, String chainText, String keyText)
      throws UnusableTransportException {
    List<X509Certificate> chain = Pem.certificates(chainText, "The client certificate");
    PublicKey publicKey = chain.getFirst().getPublicKey();
    String signature = signature(publicKey.getAlgorithm());
    PrivateKey privateKey = Pem.privateKey(keyText, publicKey.getAlgorithm());
    if (!belongTogether(publicKey, privateKey, signature)) {
      throw new UnusableTransportException(
          "The client certificate and its private key do not belong together");
    }
    return new ClientCertificate(
        sealed,
        new PemKeyCertOptions().addCertValue(Pem.text(chain)).addKeyValue(Pem.text(privateKey)));
  }

  PemKeyCertOptions options() {
    return options;
  }

  private static boolean belongTogether(
      PublicKey publicKey, PrivateKey privateKey, String algorithm)
      throws UnusableTransportException {
    byte[] something = new byte[32];
    RANDOM.nextBytes(something);
    try {
      Signature signature = Signature.getInstance(algorithm);
      signature.initSign(privateKey);
      signature.update(something);
      byte[] signed = signature.sign();
      signature.initVerify(publicKey);
      signature.update(something);
      return signature.verify(signed);
    } catch (GeneralSecurityException e) {
      throw new UnusableTransportException("The client certificate's key does not sign");
    }
  }

  private static String signature(String algorithm) throws UnusableTransportException {
    return switch (algorithm) {
      case "RSA" -> "SHA256withRSA";
      case "EC" -> "SHA256withECDSA";
      default ->
          throw new UnusableTransportException(
              "The client certificate's key is neither RSA nor EC");
    };
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ClientCertificate certificate && sealed.equals(certificate.sealed);
  }

  @Override
  public int hashCode() {
    return sealed.hashCode();
  }
}
