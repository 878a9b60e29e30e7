package io.hooklane.dispatcher.sending;

import static io.hooklane.dispatcher.sending.TlsReceivers.AUTHORITY;
import static io.hooklane.dispatcher.sending.TlsReceivers.CLIENT;
import static io.hooklane.dispatcher.sending.TlsReceivers.OTHERS;
import static io.hooklane.dispatcher.sending.TlsReceivers.asking;
import static io.hooklane.dispatcher.sending.TlsReceivers.secure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hooklane.contracts.delivery.Failure;
import io.hooklane.dispatcher.Certificates.Identity;
import io.hooklane.dispatcher.endpoint.Endpoint;
import io.hooklane.dispatcher.sending.AttemptOutcome.Failed;
import io.hooklane.dispatcher.sending.AttemptOutcome.Succeeded;
import io.hooklane.dispatcher.sending.TestReceiver.Got;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Certificates of both sides and authorities, and the connections that are made with them. */
class MutualTlsTest {

  private final SendingRig rig =
      new SendingRig(
          Map.of("hooklane.sending.deadline", "15s", "hooklane.sending.special-clients", "2"));
  private final TlsReceivers receivers = new TlsReceivers();

  @AfterEach
  void stop() {
    rig.close();
    receivers.close();
  }

  @Test
  void showsTheEndpointsCertificateToAReceiverThatAsksForOne() {
    TestReceiver receiver = receivers.opened(asking());
    // As people paste it: with a text before it, and lines of Windows.
    String certificate = "subject=CN = customer\n" + CLIENT.certificatePem();
    Endpoint endpoint =
        rig.endpoint(receiver.url("/mutual"))
            .authorities(AUTHORITY.certificatePem())
            .certificate(certificate.replace("\n", "\r\n"), CLIENT.keyPem())
            .configured();

    AttemptOutcome outcome = rig.attempt(endpoint);

    assertThat(outcome).isInstanceOf(Succeeded.class);
    assertThat(receiver.got()).extracting(Got::client).containsExactly("CN=customer");
  }

  @Test
  void withoutACertificateOrWithAnothersAReceiverThatAsksForOneIsNotReached() {
    TestReceiver receiver = receivers.opened(asking());
    Identity other = OTHERS.issue("other");
    Endpoint without =
        rig.endpoint(receiver.url("/")).authorities(AUTHORITY.certificatePem()).configured();
    Endpoint another =
        rig.endpoint(receiver.url("/"))
            .authorities(AUTHORITY.certificatePem())
            .certificate(other.certificatePem(), other.keyPem())
            .configured();

    List<AttemptOutcome> outcomes = List.of(rig.attempt(without), rig.attempt(another));

    assertThat(outcomes)
        .allSatisfy(
            outcome ->
                assertThat(outcome)
                    .isInstanceOfSatisfying(
                        Failed.class,
                        failed -> assertThat(failed.failure()).isEqualTo(Failure.TLS)));
    assertThat(receiver.got()).isEmpty();
  }

  @Test
  void anAuthorityIsTrustedForItsEndpointOnlyThoughTheyShareAReceiver() {
    TestReceiver receiver = receivers.opened(secure());
    Endpoint own =
        rig.endpoint(receiver.url("/own"))
            .authorities(OTHERS.certificatePem() + AUTHORITY.certificatePem())
            .configured();
    Endpoint none = rig.endpoint(receiver.url("/none")).configured();
    Endpoint another =
        rig.endpoint(receiver.url("/another")).authorities(OTHERS.certificatePem()).configured();

    assertThat(rig.attempt(own)).isInstanceOf(Succeeded.class);
    for (Endpoint endpoint : List.of(none, another)) {
      assertThat(rig.attempt(endpoint))
          .isInstanceOfSatisfying(
              Failed.class, failed -> assertThat(failed.failure().name()).startsWith("TLS"));
    }
    assertThat(rig.attempt(own)).isInstanceOf(Succeeded.class);
    assertThat(receiver.got()).extracting(Got::path).containsExactly("/own", "/own");
  }

  @Test
  void aCertificateForAnotherNameIsNotTrustedWhateverTheAuthority() {
    Identity wrong = AUTHORITY.issue("example.com");
    TestReceiver receiver = receivers.opened(secure().setKeyCertOptions(wrong.shown()));

    assertThat(
            rig.attempt(
                rig.endpoint(receiver.url("/"))
                    .authorities(AUTHORITY.certificatePem())
                    .http2()
                    .configured()))
        .isInstanceOf(Failed.class);
    assertThat(receiver.got()).isEmpty();
  }

  @Test
  void aCertificateThatIsNoneIsUnsendableAndSaysWhy() {
    TestReceiver receiver = receivers.opened(asking());

    AttemptOutcome outcome =
        rig.attempt(rig.endpoint(receiver.url("/")).certificate("canary", "canary").configured());

    assertThat(outcome)
        .isEqualTo(
            new Failed(Failure.UNSENDABLE, "The client certificate is not a certificate in PEM"));
  }

  @Test
  void clientsOfManyEndpointsAreClosedWhenTheyWereNotUsedForLongest() {
    TestReceiver receiver = receivers.opened(asking());
    List<Endpoint> endpoints = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      endpoints.add(
          rig.endpoint(receiver.url("/" + i))
              .authorities(AUTHORITY.certificatePem())
              .certificate(CLIENT.certificatePem(), CLIENT.keyPem())
              .configured());
    }

    endpoints.forEach(endpoint -> assertThat(rig.attempt(endpoint)).isInstanceOf(Succeeded.class));

    assertThat(receiver.connections()).hasSize(5);
    await().until(() -> receiver.open() == 2);
    assertThat(rig.attempt(endpoints.getFirst())).isInstanceOf(Succeeded.class);
  }

  @Test
  void anEndpointThatIsConfiguredAgainKeepsItsConnection() {
    TestReceiver receiver = receivers.opened(asking());
    SendingRig.Settings settings =
        rig.endpoint(receiver.url("/"))
            .authorities(AUTHORITY.certificatePem())
            .certificate(CLIENT.certificatePem(), CLIENT.keyPem());

    rig.attempt(settings.configured());
    rig.attempt(settings.configured());

    assertThat(receiver.got()).hasSize(2);
    assertThat(receiver.connections()).hasSize(1);
  }
}
