package io.hooklane.subscription.sending;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Certificates and private keys as texts (RFC 7468). Errors never quote a text. */
final class Pem {

  private static final String CERTIFICATE = "CERTIFICATE";
  private static final String PRIVATE_KEY = "PRIVATE KEY";
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\\s]*)-----END \\1-----");
  private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, new byte[] {'\n'});

  private Pem() {}

  /**
   * The certificates in a text, in their order.
   *
   * @throws IllegalArgumentException when there is none, there are more than so many, or there is
   *     something else
   */
  static List<X509Certificate> certificates(String text, int most) {
    List<X509Certificate> certificates = new ArrayList<>();
    Matcher blocks = BLOCK.matcher(text);
    while (blocks.find()) {
      if (!blocks.group(1).equals(CERTIFICATE)) {
        throw new IllegalArgumentException("Give certificates only, not a " + blocks.group(1));
      }
      if (certificates.size() == most) {
        throw new IllegalArgumentException("Give at most " + most + " certificates");
      }
      certificates.add(certificate(bytes(blocks)));
    }
    if (certificates.isEmpty()) {
      throw new IllegalArgumentException(
          "Give certificates in PEM: -----BEGIN CERTIFICATE-----, base64, -----END CERTIFICATE-----");
    }
    return List.copyOf(certificates);
  }

  /**
   * The private key in a text, which is to be of the kind of this public one.
   *
   * @throws IllegalArgumentException when there is none that can be read
   */
  static PrivateKey privateKey(String text, PublicKey of) {
    Matcher block = BLOCK.matcher(text);
    if (!block.find()) {
      throw new IllegalArgumentException(
          "Give a private key in PEM: -----BEGIN PRIVATE KEY-----, base64, -----END PRIVATE KEY-----");
    }
    String kind = block.group(1);
    if (!kind.equals(PRIVATE_KEY)) {
      throw new IllegalArgumentException(
          "Give the private key as PKCS #8 without a password (BEGIN PRIVATE KEY), not a "
              + kind
              + "; openssl pkcs8 -topk8 -nocrypt makes one of it");
    }
    try {
      return KeyFactory.getInstance(of.getAlgorithm())
          .generatePrivate(new PKCS8EncodedKeySpec(bytes(block)));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException(
          "Not a private key of the certificate's kind, " + of.getAlgorithm());
    }
  }

  /** Certificates as text. */
  static String text(List<X509Certificate> certificates) {
    StringBuilder text = new StringBuilder();
    for (X509Certificate certificate : certificates) {
      try {
        text.append(block(CERTIFICATE, certificate.getEncoded()));
      } catch (CertificateException e) {
        throw new IllegalStateException("What was read can be written", e);
      }
    }
    return text.toString();
  }

  /** A private key as text. */
  static String text(PrivateKey key) {
    return block(PRIVATE_KEY, key.getEncoded());
  }

  private static X509Certificate certificate(byte[] der) {
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(der));
    } catch (CertificateException e) {
      throw new IllegalArgumentException("One of the certificates cannot be read");
    }
  }

  private static byte[] bytes(Matcher block) {
    try {
      return Base64.getMimeDecoder().decode(block.group(2));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("Not base64 between BEGIN and END");
    }
  }

  private static String block(String label, byte[] der) {
    return "-----BEGIN "
        + label
        + "-----\n"
        + new String(LINES.encode(der), StandardCharsets.US_ASCII)
        + "\n-----END "
        + label
        + "-----\n";
  }
}
