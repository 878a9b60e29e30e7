package io.hooklane.subscription.sending;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What a certificate says.
 *
 * @param subject RFC 2253
 * @param issuer RFC 2253
 * @param serial hexadecimal
 */
@Schema(name = "Certificate")
public record CertificateOut(
    @Schema(required = true) String subject,
    @Schema(required = true) String issuer,
    @Schema(required = true) Instant notAfter,
    @Schema(required = true, description = "Hexadecimal") String serial) {

  static List<CertificateOut> of(List<X509Certificate> certificates) {
    return certificates.stream()
        .map(
            it ->
                new CertificateOut(
                    it.getSubjectX500Principal().getName(),
                    it.getIssuerX500Principal().getName(),
                    it.getNotAfter().toInstant(),
                    it.getSerialNumber().toString(16)))
        .toList();
  }
}
