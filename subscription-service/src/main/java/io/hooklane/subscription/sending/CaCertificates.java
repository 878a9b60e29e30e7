package io.hooklane.subscription.sending;

import io.hooklane.contracts.id.EndpointId;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import org.jspecify.annotations.Nullable;

/**
 * The certificate authorities that endpoints' receivers are trusted by, where those are not the
 * platform's. Nothing of them is secret.
 */
@Singleton
@Transactional(Transactional.TxType.MANDATORY)
public class CaCertificates {

  private final CaRepository authorities;

  CaCertificates(CaRepository authorities) {
    this.authorities = authorities;
  }

  /** An endpoint's, as PEM; null for the platform's. */
  public @Nullable String of(EndpointId endpoint) {
    return authorities.findByIdOptional(endpoint.value()).map(row -> row.certificates).orElse(null);
  }

  /** Gives an endpoint others; null for the platform's. */
  public void replace(EndpointId endpoint, @Nullable String pem) {
    if (pem == null) {
      authorities.deleteById(endpoint.value());
      return;
    }
    CaRow row = authorities.findByIdOptional(endpoint.value()).orElseGet(CaRow::new);
    row.endpointId = endpoint.value();
    row.certificates = pem;
    authorities.persistAndFlush(row);
  }
}
