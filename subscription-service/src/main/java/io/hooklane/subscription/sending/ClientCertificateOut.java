package io.hooklane.subscription.sending;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint's client certificate as callers see it.
 *
 * @param certificates its own first; empty when it has none
 */
@Schema(name = "ClientCertificateOut")
public record ClientCertificateOut(
    @Schema(required = true, description = "Its own first; empty when there is none")
        List<CertificateOut> certificates) {

  /** Without its key. */
  public static ClientCertificateOut of(@Nullable ClientCertificate certificate) {
    return new ClientCertificateOut(
        certificate == null ? List.of() : CertificateOut.of(certificate.chain()));
  }
}
