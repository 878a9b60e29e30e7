package io.hooklane.dispatcher.transport;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads PEM texts (RFC 7468). No error shows anything of the text. */
final class Pem {

  private static final Pattern PRIVATE_KEY =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([^-]*)-----END PRIVATE KEY-----");

  private Pem() {}

  /**
   * The certificates of a text, at least one.
   *
   * @param what the text, for people
   * @throws UnusableTransportException when there is none, or one is broken
   */
  static List<X509Certificate> certificates(String text, String what)
      throws UnusableTransportException {
    List<X509Certificate> certificates = new ArrayList<>();
    try {
      CertificateFactory.getInstance("X.509")
          .generateCertificates(new ByteArrayInputStream(text.getBytes(US_ASCII)))
          .forEach(one -> certificates.add((X509Certificate) one));
    } catch (GeneralSecurityException e) {
      throw new UnusableTransportException(what + " is not a certificate in PEM");
    }
    if (certificates.isEmpty()) {
      throw new UnusableTransportException(what + " has no certificate in it");
    }
    return certificates;
  }

  /** The same certificates in the form that every reader takes. */
  static Buffer text(List<X509Certificate> certificates) {
    Buffer text = Buffer.buffer();
    for (X509Certificate certificate : certificates) {
      try {
        append(text, "CERTIFICATE", certificate.getEncoded());
      } catch (CertificateEncodingException e) {
        throw new IllegalStateException("What was read can be written", e);
      }
    }
    return text;
  }

  /** The key in the form that every reader takes. */
  static Buffer text(PrivateKey key) {
    return append(Buffer.buffer(), "PRIVATE KEY", key.getEncoded());
  }

  private static Buffer append(Buffer text, String type, byte[] content) {
    return text.appendString("-----BEGIN " + type + "-----\n")
        .appendBytes(Base64.getMimeEncoder().encode(content))
        .appendString("\n-----END " + type + "-----\n");
  }

  /**
   * The private key of a text.
   *
   * @param algorithm what it is for
   * @throws UnusableTransportException when there is none for it
   */
  static PrivateKey privateKey(String text, String algorithm) throws UnusableTransportException {
    Matcher matcher = PRIVATE_KEY.matcher(text);
    if (!matcher.find()) {
      throw new UnusableTransportException(
          "The client certificate's private key is not in PEM (PKCS #8, not encrypted)");
    }
    try {
      byte[] encoded = Base64.getMimeDecoder().decode(matcher.group(1));
      return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      // The cause may quote the key.
      throw new UnusableTransportException(
          "The client certificate's private key is not one for " + algorithm);
    }
  }
}
