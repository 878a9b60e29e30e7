package io.hooklane.subscription.endpoint;

import io.hooklane.contracts.id.EndpointId;
import io.hooklane.management.ApiException;
import io.hooklane.management.Reach;
import io.hooklane.subscription.sending.Authentication;
import io.hooklane.subscription.sending.AuthenticationOut;
import io.hooklane.subscription.sending.CaCertificates;
import io.hooklane.subscription.sending.CaCertificatesOut;
import io.hooklane.subscription.sending.ClientCertificate;
import io.hooklane.subscription.sending.ClientCertificateOut;
import io.hooklane.subscription.sending.SealedPart;
import io.hooklane.subscription.sending.SealedParts;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * By what an endpoint's receiver knows Hooklane, and Hooklane the receiver. Each method throws
 * {@link ApiException} 404 when there is no such application or endpoint within reach.
 */
@Singleton
class EndpointTransport {

  private final Endpoints endpoints;
  private final EndpointConfigurations configurations;
  private final SealedParts parts;
  private final CaCertificates authorities;
  private final SendingCheck check;

  EndpointTransport(
      Endpoints endpoints,
      EndpointConfigurations configurations,
      SealedParts parts,
      CaCertificates authorities,
      SendingCheck check) {
    this.endpoints = endpoints;
    this.configurations = configurations;
    this.parts = parts;
    this.authorities = authorities;
    this.check = check;
  }

  /** What requests authenticate with, without secrets. */
  @Transactional
  AuthenticationOut authentication(Reach reach, String application, String idOrUid) {
    return authentication(endpoints.get(reach, application, idOrUid).id());
  }

  /**
   * Changes what requests authenticate with.
   *
   * @param wanted null for nothing
   * @throws ApiException 409 when the endpoint has a header of its own for that
   */
  void authenticate(
      Reach reach, String application, String idOrUid, @Nullable Authentication wanted) {
    change(
        reach,
        application,
        idOrUid,
        this::authentication,
        id ->
            parts.replace(
                id, SealedPart.AUTHENTICATION, wanted == null ? Map.of() : wanted.texts()));
  }

  /** The certificate that requests come with, without its key. */
  @Transactional
  ClientCertificateOut clientCertificate(Reach reach, String application, String idOrUid) {
    return clientCertificate(endpoints.get(reach, application, idOrUid).id());
  }

  /**
   * Changes the certificate that requests come with.
   *
   * @param wanted null for none
   */
  void certify(
      Reach reach, String application, String idOrUid, @Nullable ClientCertificate wanted) {
    change(
        reach,
        application,
        idOrUid,
        this::clientCertificate,
        id ->
            parts.replace(
                id, SealedPart.CLIENT_CERTIFICATE, wanted == null ? Map.of() : wanted.texts()));
  }

  /** The authorities that the receiver is trusted by, if they are the endpoint's own. */
  @Transactional
  CaCertificatesOut authorities(Reach reach, String application, String idOrUid) {
    return authorities(endpoints.get(reach, application, idOrUid).id());
  }

  /**
   * Changes the authorities that the receiver is trusted by.
   *
   * @param pem null for those of the platform
   */
  void trust(Reach reach, String application, String idOrUid, @Nullable String pem) {
    change(reach, application, idOrUid, this::authorities, id -> authorities.replace(id, pem));
  }

  private void change(
      Reach reach,
      String application,
      String idOrUid,
      Function<EndpointId, Object> shown,
      Consumer<EndpointId> replace) {
    endpoints.change(
        reach,
        application,
        idOrUid,
        (endpoint, recorder) -> {
          Object before = shown.apply(endpoint.id());
          replace.accept(endpoint.id());
          check.requireSound(endpoint, "type");
          recorder.changed(configurations.of(endpoint), before, shown.apply(endpoint.id()));
        });
  }

  private AuthenticationOut authentication(EndpointId endpoint) {
    return AuthenticationOut.of(
        parts.open(endpoint, SealedPart.AUTHENTICATION).map(Authentication::of).orElse(null));
  }

  private ClientCertificateOut clientCertificate(EndpointId endpoint) {
    return ClientCertificateOut.of(
        parts
            .open(endpoint, SealedPart.CLIENT_CERTIFICATE)
            .map(ClientCertificate::of)
            .orElse(null));
  }

  private CaCertificatesOut authorities(EndpointId endpoint) {
    return CaCertificatesOut.of(authorities.of(endpoint));
  }
}
