package io.hooklane.subscription.sending;

import io.hooklane.management.JsonBody;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The body that gives an endpoint a client certificate, and how it is read. */
@Schema(name = "ClientCertificateIn")
public record ClientCertificateIn(
    @Schema(
            required = true,
            maxLength = LONGEST_CERTIFICATE,
            description = "PEM, its own certificate first, then those that signed it")
        String certificate,
    @Schema(
            required = true,
            maxLength = LONGEST_KEY,
            description = "PEM, PKCS #8 without a password, RSA or EC; never shown again")
        String privateKey) {

  private static final int LONGEST_CERTIFICATE = 65_536;
  private static final int LONGEST_KEY = 16_384;

  /** Reads it: the key belongs to the certificate, and none of them has expired. */
  public static ClientCertificate read(JsonBody body, Instant now) {
    List<X509Certificate> chain =
        body.read(
            "certificate",
            body.text("certificate", LONGEST_CERTIFICATE, null),
            it -> ClientCertificate.chain(it, now));
    PrivateKey key =
        body.read(
            "privateKey",
            body.text("privateKey", LONGEST_KEY, null),
            it -> ClientCertificate.privateKey(it, chain));
    return new ClientCertificate(chain, key);
  }
}
