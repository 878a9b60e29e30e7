package io.hooklane.subscription.sending;

import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAKey;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What Hooklane shows to a receiver that asks who calls (mutual TLS). The key is never part of
 * {@link #toString()}.
 *
 * @param chain its own certificate first
 */
public record ClientCertificate(List<X509Certificate> chain, PrivateKey privateKey) {

  static final int LONGEST_CHAIN = 10;

  /** In bits. Signing, once for each connection, takes eight times as long for twice the length. */
  private static final int LONGEST_RSA_KEY = 4_096;

  private static final String CERTIFICATE_FIELD = "certificate";
  private static final String KEY_FIELD = "privateKey";
  private static final byte[] PROBE = {1, 2, 3};

  public ClientCertificate {
    chain = List.copyOf(chain);
  }

  /**
   * Reads a chain.
   *
   * @throws IllegalArgumentException when it cannot be sent, or not any more
   */
  static List<X509Certificate> chain(String pem, Instant now) {
    List<X509Certificate> chain = Pem.certificates(pem, LONGEST_CHAIN);
    String kind = chain.getFirst().getPublicKey().getAlgorithm();
    if (!kind.equals("RSA") && !kind.equals("EC")) {
      throw new IllegalArgumentException(
          "The certificate must be for an RSA or an EC key, not " + kind);
    }
    requireNotTooLong(chain.getFirst().getPublicKey());
    Expiry.requireNone(chain, now);
    return chain;
  }

  /**
   * Reads the key of a chain.
   *
   * @throws IllegalArgumentException when it is not that of the first certificate
   */
  static PrivateKey privateKey(String pem, List<X509Certificate> chain) {
    PublicKey certified = chain.getFirst().getPublicKey();
    PrivateKey key = Pem.privateKey(pem, certified);
    requireNotTooLong(key);
    if (!belongTogether(key, certified)) {
      throw new IllegalArgumentException("The private key is not that of the first certificate");
    }
    return key;
  }

  /** As it was sealed. */
  public static ClientCertificate of(Map<String, String> texts) {
    List<X509Certificate> chain =
        Pem.certificates(texts.getOrDefault(CERTIFICATE_FIELD, ""), LONGEST_CHAIN);
    return new ClientCertificate(
        chain, Pem.privateKey(texts.getOrDefault(KEY_FIELD, ""), chain.getFirst().getPublicKey()));
  }

  /** As it is to be sealed. */
  public Map<String, String> texts() {
    return Map.of(CERTIFICATE_FIELD, Pem.text(chain), KEY_FIELD, Pem.text(privateKey));
  }

  private static void requireNotTooLong(Key key) {
    if (key instanceof RSAKey rsa && rsa.getModulus().bitLength() > LONGEST_RSA_KEY) {
      throw new IllegalArgumentException(
          "An RSA key may have %,d bits at most, not %,d"
              .formatted(LONGEST_RSA_KEY, rsa.getModulus().bitLength()));
    }
  }

  private static boolean belongTogether(PrivateKey key, PublicKey certified) {
    try {
      Signature signature =
          Signature.getInstance("SHA256with" + (key.getAlgorithm().equals("EC") ? "ECDSA" : "RSA"));
      signature.initSign(key);
      signature.update(PROBE);
      byte[] signed = signature.sign();
      signature.initVerify(certified);
      signature.update(PROBE);
      return signature.verify(signed);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  @Override
  public String toString() {
    return "ClientCertificate";
  }
}
