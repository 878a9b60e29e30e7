package io.hooklane.dispatcher.transport;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.PemKeyCertOptions;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;

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
   * @param chain PEM, its own first
   * @param key PEM, PKCS #8
   * @throws UnusableTransportException when one of them is not, or they do not belong together
   */
  static ClientCertificate parse(String sealed, String chain, String key)
      throws UnusableTransportException {
    PublicKey publicKey =
        Pem.certificates(chain, "The client certificate").getFirst().getPublicKey();
    PrivateKey privateKey = Pem.privateKey(key, publicKey.getAlgorithm());
    if (!belongTogether(publicKey, privateKey)) {
      throw new UnusableTransportException(
          "The client certificate and its private key do not belong together");
    }
    return new ClientCertificate(
        sealed,
        new PemKeyCertOptions().addCertValue(Buffer.buffer(chain)).addKeyValue(Buffer.buffer(key)));
  }

  PemKeyCertOptions options() {
    return options;
  }

  private static boolean belongTogether(PublicKey publicKey, PrivateKey privateKey)
      throws UnusableTransportException {
    byte[] something = new byte[32];
    RANDOM.nextBytes(something);
    try {
      Signature signature = Signature.getInstance(signature(publicKey.getAlgorithm()));
      signature.initSign(privateKey);
      signature.update(something);
      byte[] signed = signature.sign();
      signature.initVerify(publicKey);
      signature.update(something);
      return signature.verify(signed);
    } catch (GeneralSecurityException e) {
      throw new UnusableTransportException(
          "The client certificate's key is of a kind that cannot be used");
    }
  }

  private static String signature(String algorithm) {
    return switch (algorithm) {
      case "RSA" -> "SHA256withRSA";
      case "EC" -> "SHA256withECDSA";
      default -> algorithm;
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
