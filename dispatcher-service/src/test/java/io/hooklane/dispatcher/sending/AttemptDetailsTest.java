package io.hooklane.dispatcher.sending;

import static org.assertj.core.api.Assertions.assertThat;

import io.hooklane.contracts.configuration.Configuration.Signature;
import io.hooklane.contracts.configuration.Configuration.SignatureStyle;
import io.hooklane.contracts.delivery.Timings;
import io.hooklane.dispatcher.Certificates;
import io.hooklane.dispatcher.Certificates.Identity;
import io.hooklane.dispatcher.endpoint.Endpoint;
import io.vertx.core.http.HttpServerOptions;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What an attempt tells of how it went, and what it never tells. */
class AttemptDetailsTest {

  private static final Identity AUTHORITY = Certificates.authority("Receivers");
  private static final String CANARY = "c4n4ry-5ecret";

  private final TestNameServer names = new TestNameServer();
  private final SendingRig rig =
      new SendingRig(Map.of("hooklane.egress.name-servers", names.address()));
  private final TestReceiver plain = new TestReceiver(new HttpServerOptions());
  private final TestReceiver secure =
      new TestReceiver(
          new HttpServerOptions()
              .setSsl(true)
              .setKeyCertOptions(AUTHORITY.issue("localhost", "receiver.example").shown()));

  @AfterEach
  void stop() {
    rig.close();
    plain.close();
    secure.close();
    names.close();
  }

  @Test
  void eachStepOfANewConnectionIsTimedAndTheNextAttemptTakesOnlyTheLast() {
    names.with("receiver.example", 60, "127.0.0.1");
    Endpoint endpoint =
        rig.endpoint(secure.url("/").replace("localhost", "receiver.example"))
            .authorities(AUTHORITY.certificatePem())
            .configured();

    Timings first = rig.start(endpoint).join().timings();
    Attempted next = rig.start(endpoint).join();

    assertThat(first.dns()).isPositive();
    assertThat(first.connect()).isPositive();
    assertThat(first.tls()).isPositive();
    assertThat(first.firstByte()).isPositive();
    Timings again = next.timings();
    assertThat(again).isEqualTo(new Timings(null, null, null, again.firstByte()));
    assertThat(again.firstByte()).isPositive().isLessThan(next.took());
  }

  @Test
  void overHttp2TheyAreTheSame() {
    Endpoint endpoint =
        rig.endpoint(secure.url("/")).http2().authorities(AUTHORITY.certificatePem()).configured();

    Timings first = rig.start(endpoint).join().timings();
    Timings next = rig.start(endpoint).join().timings();

    assertThat(first.tls()).isPositive();
    assertThat(next.connect()).isNull();
    assertThat(next.tls()).isNull();
  }

  @Test
  void withoutEncryptionAndByAnAddressThereAreFewerSteps() {
    Attempted attempted = rig.start(rig.endpoint(plain.url("/")).configured()).join();

    Timings timings = attempted.timings();
    assertThat(timings.dns()).isNull();
    assertThat(timings.connect()).isPositive();
    assertThat(timings.tls()).isNull();
    assertThat(timings.firstByte()).isPositive();
  }

  @Test
  void whatWasNotReachedHasNoTime() {
    Attempted attempted = rig.start(rig.endpoint("http://127.0.0.1:1/").configured()).join();

    assertThat(attempted.timings()).isEqualTo(Timings.UNKNOWN);
    assertThat(attempted.requestHeaders()).isNull();
  }

  @Test
  void headersAreToldAsSentButNeverTheirSecrets() {
    Endpoint endpoint =
        rig.endpoint(plain.url("/"))
            .headers("{\"X-Own\":\"%s\",\"Cookie\":\"%s\"}".formatted(CANARY, CANARY))
            .authentication("{\"type\":\"bearer\",\"token\":\"%s\"}".formatted(CANARY))
            .configured();

    String lines = lines(endpoint);

    String timestamp = plain.got().getFirst().headers().get("webhook-timestamp");
    assertThat(lines.lines())
        .containsExactly(
            "user-agent: " + plain.got().getFirst().headers().get("user-agent"),
            "webhook-timestamp: " + timestamp,
            "authorization: ***",
            "cookie: ***",
            "x-own: ***");
    assertThat(plain.got().getFirst().headers().get("x-own")).isEqualTo(CANARY);
  }

  @Test
  void eachStyleOfSignatureIsToldByItsHeadersNames() {
    Endpoint names =
        rig.endpoint(plain.url("/"))
            .signature(new Signature(SignatureStyle.SVIX_NAMES, null))
            .configured();
    Endpoint hex =
        rig.endpoint(plain.url("/"))
            .signature(new Signature(SignatureStyle.TIMESTAMPED_HEX, "X-Their-Signature"))
            .configured();

    assertThat(lines(names).lines()).hasSize(3).contains("svix-signature: ***");
    assertThat(lines(hex).lines()).hasSize(2).contains("X-Their-Signature: ***");
  }

  private String lines(Endpoint endpoint) {
    return Objects.requireNonNull(rig.start(endpoint).join().requestHeaders());
  }
}
