package io.hooklane.endtoend;

import static io.hooklane.endtoend.Event.anEvent;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/** How endpoints ask to be sent to, and what becomes of those that ask to be left alone. */
@EndToEnd
class SendingE2E {

  private final Application application;
  private final Inbox inbox;

  SendingE2E(Hooklane hooklane) {
    this.application = hooklane.anApplication();
    this.inbox = hooklane.receiver().inbox();
  }

  @Test
  void anEndpointThatIsGoneIsDisabledWithTheReasonAndDeliversAgainOnceItIsEnabled() {
    Endpoint endpoint = application.anEndpoint().at(inbox.answers(410, 204)).created();
    Instant before = Instant.now();

    application.publish(anEvent("order.reminder"));

    JsonNode disabled =
        await("disabled")
            .atMost(Duration.ofSeconds(30))
            .pollInterval(Duration.ofMillis(50))
            .until(() -> shown(endpoint), it -> it.path("disabled").asBoolean());
    assertThat(disabled.path("state").asText()).isEqualTo("disabled");
    assertThat(disabled.path("disabledReason").path("verdict").asText()).isEqualTo("gone");
    assertThat(disabled.path("disabledReason").path("detail").asText()).contains("410");
    assertThat(Instant.parse(disabled.path("disabledReason").path("at").asText()))
        .isBetween(before.minusSeconds(1), Instant.now());
    endpoint.enable();
    Event event = anEvent("order.reminder");
    application.publish(event);
    inbox.awaits(event);
    assertThat(shown(endpoint).has("disabledReason")).isFalse();
    assertThat(inbox.count()).isEqualTo(2);
  }

  @Test
  void aTimestampedHexSignatureVerifiesWithEitherSecretDuringARotationTheNewOneFirst()
      throws Exception {
    Endpoint endpoint =
        application
            .anEndpoint()
            .at(inbox)
            .with("signature", Map.of("style", "timestamped-hex", "header", "X-Acme-Signature"))
            .created();
    String old = endpoint.secret();
    Event alone = anEvent("order.reminder");
    application.publish(alone);
    Received one = inbox.awaits(alone);
    application.api().post(endpoint.path() + "/secret/rotate", Map.of()).expect(204);
    String fresh = endpoint.secret();
    Event during = anEvent("order.reminder");

    application.publish(during);

    Received both = inbox.awaits(during);
    assertThat(signatures(one)).containsExactly(signature(old, one, one.body()));
    assertThat(signatures(both))
        .containsExactly(signature(fresh, both, both.body()), signature(old, both, both.body()));
    byte[] changed = both.body().clone();
    changed[0]++;
    assertThat(signatures(both)).doesNotContain(signature(fresh, both, changed));
    assertThat(Duration.between(Instant.ofEpochSecond(timestamp(both)), both.at()).abs())
        .isLessThan(Duration.ofSeconds(10));
    assertThat(both.headers()).doesNotContainKey("webhook-signature");
  }

  @Test
  void theNamesOfSvixAreSentBesideTheStandardOnes() {
    Endpoint endpoint =
        application.anEndpoint().at(inbox).with("signature", Map.of("style", "svix")).created();
    Event event = anEvent("order.reminder");

    application.publish(event);

    Received got = inbox.awaits(event);
    got.verify(endpoint.secret());
    for (String name : List.of("id", "timestamp", "signature")) {
      assertThat(got.header("svix-" + name)).isEqualTo(got.header("webhook-" + name));
    }
  }

  @Test
  void requestsAuthenticateAsTheEndpointAsksUntilItAsksNoLonger() {
    Endpoint endpoint = application.anEndpoint().at(inbox).created();
    String authentication = endpoint.path() + "/authentication";
    application
        .api()
        .put(
            authentication,
            Json.object("type", "basic", "username", "hook", "password", "pässword"))
        .expect(204);
    Event basic = anEvent("order.reminder");
    application.publish(basic);
    Received first = inbox.awaits(basic);
    application.api().put(authentication, Json.object("type", "bearer", "token", "tok.en~"));
    Event bearer = anEvent("order.reminder");
    application.publish(bearer);
    Received second = inbox.awaits(bearer);
    application.api().delete(authentication).expect(204);
    Event none = anEvent("order.reminder");

    application.publish(none);

    assertThat(inbox.awaits(none).headers()).doesNotContainKey("authorization");
    assertThat(second.header("authorization")).isEqualTo("Bearer tok.en~");
    assertThat(first.header("authorization"))
        .isEqualTo("Basic " + Base64.getEncoder().encodeToString("hook:pässword".getBytes(UTF_8)));
    first.verify(endpoint.secret());
  }

  @Test
  void anOrderedEndpointGetsItsMessagesInOrderThoughAttemptsFail() {
    application
        .anEndpoint()
        .at(inbox.answers(500, 204, 500, 500, 204))
        .with("ordering", Map.of("maximumAgeSeconds", 3600, "whenTooOld", "skip"))
        .created();

    List<String> published = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      published.add(application.publish(anEvent("order.reminder")));
    }

    List<Received> got = inbox.awaits(11);
    assertThat(got.stream().map(Received::webhookId).distinct().toList()).isEqualTo(published);
    assertThat(got).hasSize(11);
  }

  private JsonNode shown(Endpoint endpoint) {
    return application.api().get(endpoint.path()).expect(200).json();
  }

  private static long timestamp(Received got) {
    String header = got.header("x-acme-signature");
    assertThat(header).matches("ts=\\d+(,sig=[0-9a-f]{64})+");
    return Long.parseLong(header.substring("ts=".length(), header.indexOf(',')));
  }

  private static List<String> signatures(Received got) {
    return Arrays.stream(got.header("x-acme-signature").split(","))
        .filter(part -> part.startsWith("sig="))
        .map(part -> part.substring("sig=".length()))
        .toList();
  }

  /** As a receiver computes it, who was told no more than the header's form. */
  private static String signature(String secret, Received got, byte[] body)
      throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(
        new SecretKeySpec(
            Base64.getDecoder().decode(secret.substring("whsec_".length())), "HmacSHA256"));
    mac.update((timestamp(got) + ".").getBytes(UTF_8));
    return HexFormat.of().formatHex(mac.doFinal(body));
  }
}
