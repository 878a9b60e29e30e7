package io.hooklane.dispatcher.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hooklane.contracts.configuration.Configuration.HttpVersion;
import io.hooklane.contracts.configuration.Configuration.Sending;
import io.hooklane.contracts.configuration.Configuration.Signature;
import io.hooklane.contracts.id.EndpointId;
import io.hooklane.dispatcher.Certificates;
import io.hooklane.dispatcher.Certificates.Identity;
import io.hooklane.sealing.Keyset;
import io.hooklane.sealing.MasterKey;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.Base64;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class EndpointTransportTest {

  private static final MasterKey MASTER = new MasterKey(Keyset.create());
  private static final EndpointId ENDPOINT =
      EndpointId.random(Instant.now(), new SplittableRandom());
  private static final Identity CLIENT = Certificates.authority("Clients").issue("customer");
  private static final Identity OTHER = Certificates.authority("Others").issue("other");

  @Test
  void asUsualIsTheUsualManner() throws Exception {
    EndpointTransport transport = new EndpointTransport(MASTER, ENDPOINT, Sending.STANDARD);

    assertThat(transport.manner(true)).isSameAs(Manner.USUAL);
  }

  @Test
  void withoutTlsNothingOfItApplies() throws Exception {
    assertThat(transport(sealed("nothing", "nothing"), "nothing").manner(false))
        .isSameAs(Manner.USUAL);
  }

  @Test
  void whatIsConfiguredAlikeIsEqualAndWhatIsNotIsNot() throws Exception {
    String sealed = sealed(CLIENT.certificatePem(), CLIENT.keyPem());
    String again = sealed(CLIENT.certificatePem(), CLIENT.keyPem());

    assertThat(transport(sealed, null).manner(true))
        .isEqualTo(transport(sealed, null).manner(true))
        .hasSameHashCodeAs(transport(sealed, null).manner(true))
        .isNotEqualTo(transport(again, null).manner(true))
        .isNotEqualTo(transport(sealed, OTHER.certificatePem()).manner(true))
        .isNotEqualTo(Manner.USUAL);
  }

  @Test
  void itIsOpenedOnce() throws Exception {
    EndpointTransport transport = transport(sealed(CLIENT.certificatePem(), CLIENT.keyPem()), null);

    assertThat(transport.manner(true)).isSameAs(transport.manner(true));
  }

  static Stream<Arguments> unusable() throws Exception {
    String certificate = CLIENT.certificatePem();
    byte[] rsa = KeyPairGenerator.getInstance("RSA").generateKeyPair().getPrivate().getEncoded();
    return Stream.of(
        Arguments.of("", CLIENT.keyPem(), "The client certificate has no certificate in it"),
        Arguments.of("canary", CLIENT.keyPem(), "The client certificate is not a certificate"),
        Arguments.of(
            certificate.substring(0, 200), CLIENT.keyPem(), "The client certificate is not a"),
        Arguments.of(certificate, "canary", "private key is not in PEM (PKCS #8, not encrypted)"),
        Arguments.of(certificate, pem("EC PRIVATE KEY", "canary"), "private key is not in PEM"),
        Arguments.of(certificate, pem("PRIVATE KEY", "canary"), "private key is not one for EC"),
        Arguments.of(
            certificate,
            pem("PRIVATE KEY", Base64.getEncoder().encodeToString(rsa)),
            "private key is not one for EC"),
        Arguments.of(certificate, OTHER.keyPem(), "do not belong together"));
  }

  @ParameterizedTest
  @MethodSource
  void unusable(String certificate, String key, String reason) {
    EndpointTransport transport = transport(sealed(certificate, key), null);

    assertThatThrownBy(() -> transport.manner(true))
        .isInstanceOf(UnusableTransportException.class)
        .hasNoCause()
        .hasMessageContaining(reason)
        .message()
        .doesNotContain("canary");
  }

  @Test
  void aCertificateOfAnotherEndpointDoesNotOpen() {
    EndpointTransport transport =
        transport(MASTER.seal("ep_other/client-certificate", "{}".getBytes(UTF_8)), null);

    assertThatThrownBy(() -> transport.manner(true))
        .hasMessage("The endpoint's client certificate cannot be opened");
  }

  @Test
  void authoritiesThatAreNoneAreUnusable() {
    assertThatThrownBy(() -> transport(null, "canary").manner(true))
        .isInstanceOf(UnusableTransportException.class)
        .hasMessage("The endpoint's list of authorities is not a certificate in PEM");
  }

  private static EndpointTransport transport(
      @Nullable String sealed, @Nullable String authorities) {
    return new EndpointTransport(
        MASTER,
        ENDPOINT,
        new Sending(null, Signature.STANDARD, HttpVersion.HTTP_1_1, null, sealed, authorities));
  }

  private static String sealed(String certificate, String key) {
    String json =
        "{\"certificate\":\"%s\",\"privateKey\":\"%s\"}"
            .formatted(certificate.replace("\n", "\\n"), key.replace("\n", "\\n"));
    return MASTER.seal(ENDPOINT.value() + "/client-certificate", json.getBytes(UTF_8));
  }

  private static String pem(String type, String content) {
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(type, content, type);
  }
}
