package io.hooklane.subscription.sending;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint's own certificate authorities as callers see them.
 *
 * @param certificates empty when those of the platform hold
 */
@Schema(name = "CaCertificatesOut")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CaCertificatesOut(
    @Schema(required = true, description = "Empty when those of the platform hold")
        List<CertificateOut> certificates,
    @Nullable String pem) {

  /** All of them: they are public. */
  public static CaCertificatesOut of(@Nullable String pem) {
    return new CaCertificatesOut(
        pem == null ? List.of() : CertificateOut.of(Pem.certificates(pem, CaCertificatesIn.MOST)),
        pem);
  }
}
