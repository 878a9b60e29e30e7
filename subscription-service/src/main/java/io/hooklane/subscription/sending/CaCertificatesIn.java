package io.hooklane.subscription.sending;

import io.hooklane.management.JsonBody;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The body that gives an endpoint certificate authorities of its own, and how it is read. */
@Schema(name = "CaCertificatesIn")
public record CaCertificatesIn(
    @Schema(
            required = true,
            maxLength = LONGEST,
            description = "PEM, 1 to 50: the only ones that the receiver's certificate may be from")
        String pem) {

  private static final String FIELD = "pem";
  private static final int LONGEST = 131_072;
  static final int MOST = 50;

  /** Reads them as one text in PEM, without what else stood there. */
  public static String read(JsonBody body, Instant now) {
    return body.read(FIELD, body.text(FIELD, LONGEST, null), it -> normal(it, now));
  }

  private static String normal(String pem, Instant now) {
    List<X509Certificate> certificates = Pem.certificates(pem, MOST);
    Expiry.requireNone(certificates, now);
    return Pem.text(certificates);
  }
}
