package io.hooklane.endtoend;

import static io.hooklane.endtoend.Event.anEvent;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What endpoints are trusted with: signing secrets, their rotation, headers of their own (O7). */
@EndToEnd
class SecretsE2E {

  private final Hooklane hooklane;
  private final Application application;
  private final Inbox inbox;

  SecretsE2E(Hooklane hooklane) {
    this.hooklane = hooklane;
    this.application = hooklane.anApplication();
    this.inbox = hooklane.receiver().inbox();
  }

  @Test
  void ownHeadersArriveWithEachAttemptAndHooklanesStay() {
    Endpoint endpoint =
        application
            .anEndpoint()
            .at(inbox.answers(500, 204))
            .with("headers", Map.of("X-Made-With", "it"))
            .created();
    application
        .api()
        .patch(
            endpoint.path() + "/headers",
            Json.object("headers", Map.of("Authorization", "Bearer own", "x-team", "a, b")))
        .expect(204);

    String message = application.publish(anEvent("order.reminder"));

    for (Received got : inbox.awaits(2)) {
      assertThat(got.header("authorization")).isEqualTo("Bearer own");
      assertThat(got.header("x-team")).isEqualTo("a, b");
      assertThat(got.header("x-made-with")).isEqualTo("it");
      assertThat(got.webhookId()).isEqualTo(message);
      got.verify(endpoint.secret());
    }
  }

  @Test
  void headersThatWouldSmuggleOrPretendAreRefusedAndOneRequestIsOnTheWire() {
    Endpoint endpoint = application.anEndpoint().at(inbox).created();
    String headers = endpoint.path() + "/headers";
    for (String name : List.of("Host", "Content-Length", "Transfer-Encoding", "webhook-id")) {
      Answer answer =
          application.api().put(headers, Json.object("headers", Map.of(name, "1"))).expect(422);
      assertThat(answer.rejectsField("headers")).as(answer.text()).isTrue();
    }
    application
        .api()
        .put(headers, Json.object("headers", Map.of("X-A", "1\r\n\r\nPOST /evil HTTP/1.1")))
        .expect(422);
    Event event = anEvent("order.reminder");

    application.publish(event);

    Received got = inbox.awaits(event);
    assertThat(got.headers()).doesNotContainKey("x-a");
    assertThat(inbox.count()).isEqualTo(1);
  }

  @Test
  void duringARotationEitherSecretVerifiesTheNewOneFirstAndAfterTheGraceOnlyTheNew() {
    Endpoint endpoint = application.anEndpoint().at(inbox).created();
    String old = endpoint.secret();
    rotate(endpoint, Map.of("gracePeriodSeconds", 5));
    String fresh = endpoint.secret();

    Event during = anEvent("order.reminder");
    application.publish(during);

    Received both = inbox.awaits(during);
    String[] signatures = both.header("webhook-signature").split(" ");
    assertThat(signatures).hasSize(2);
    both.verify(fresh);
    both.verify(old);
    both.with("webhook-signature", signatures[0]).verify(fresh);
    both.with("webhook-signature", signatures[1]).verify(old);

    Received after =
        await("the grace is over")
            .atMost(Duration.ofSeconds(30))
            .pollInterval(Duration.ofSeconds(1))
            .until(
                () -> {
                  Event event = anEvent("order.reminder");
                  application.publish(event);
                  return inbox.awaits(event);
                },
                got -> !got.header("webhook-signature").contains(" "));
    after.verify(fresh);
    assertThat(Duration.between(both.at(), after.at()))
        .isBetween(Duration.ofSeconds(3), Duration.ofSeconds(20));
  }

  @Test
  void aSecondRotationDoesNotLetTheFirstSecretLiveLonger() {
    Endpoint endpoint = application.anEndpoint().at(inbox).created();
    rotate(endpoint, Map.of("gracePeriodSeconds", 4));
    rotate(endpoint, Map.of("gracePeriodSeconds", 3_600));
    Event during = anEvent("order.reminder");
    application.publish(during);
    assertThat(inbox.awaits(during).header("webhook-signature").split(" ")).hasSize(3);

    await("the first secret has expired")
        .atMost(Duration.ofSeconds(20))
        .pollInterval(Duration.ofSeconds(1))
        .untilAsserted(
            () -> {
              Event event = anEvent("order.reminder");
              application.publish(event);
              assertThat(inbox.awaits(event).header("webhook-signature").split(" ")).hasSize(2);
            });
  }

  @Test
  void aPairOfKeysSignsSoThatItsPublicKeyVerifies() throws Exception {
    Endpoint endpoint = application.anEndpoint().at(inbox).with("secretType", "ed25519").created();
    String shown = endpoint.secret();
    Event event = anEvent("order.reminder");

    application.publish(event);

    Received got = inbox.awaits(event);
    String signature = got.header("webhook-signature");
    assertThat(shown).startsWith("whpk_");
    assertThat(signature).startsWith("v1a,");
    Signature verification = Signature.getInstance("Ed25519");
    verification.initVerify(publicKey(shown.substring("whpk_".length())));
    verification.update(
        (got.webhookId() + "." + got.header("webhook-timestamp") + "." + got.text())
            .getBytes(UTF_8));
    assertThat(verification.verify(Base64.getDecoder().decode(signature.substring(4)))).isTrue();
  }

  @Test
  void noSecretIsInLogsTopicsListsAuditOrErrors() {
    String headerCanary = "canary-" + UUID.randomUUID();
    String secretCanary =
        Base64.getEncoder().encodeToString(("canary " + UUID.randomUUID()).getBytes(UTF_8));
    Inbox refusing = hooklane.receiver().inbox().answers(500, 500, 204);
    Endpoint endpoint =
        application
            .anEndpoint()
            .at(refusing.url())
            .with("headers", Map.of("X-Harmless", headerCanary))
            .with("secret", "whsec_" + secretCanary)
            .created();
    String headers = endpoint.path() + "/headers";
    Api api = application.api();
    api.patch(headers, Json.object("headers", Map.of("X-Api-Key", headerCanary))).expect(204);
    String passwordCanary = "canary-" + UUID.randomUUID();
    String key = ValidRequests.certificate("client.key");
    String keyCanary = key.lines().skip(1).findFirst().orElseThrow();
    String authentication = endpoint.path() + "/authentication";
    String certificate = endpoint.path() + "/client-certificate";
    String chain = ValidRequests.certificate("client.pem");
    api.put(
            authentication,
            Json.object("type", "basic", "username", "hook", "password", passwordCanary))
        .expect(204);
    api.put(certificate, Json.object("certificate", chain, "privateKey", key)).expect(204);
    StringBuilder answers = new StringBuilder();
    answers.append(
        api.put(authentication, Json.object("type", "bearer", "token", passwordCanary + "\n"))
            .text());
    answers.append(
        api.put(
                authentication,
                Json.object(
                    "type",
                    "oauth2",
                    "tokenUrl",
                    inbox.url(),
                    "clientId",
                    "c",
                    "clientSecret",
                    passwordCanary + "\n"))
            .text());
    answers.append(
        api.put(
                certificate,
                Json.object("certificate", chain, "privateKey", key.replace("BEGIN", "BEGUN")))
            .text());
    answers.append(
        api.put(headers, Json.object("headers", Map.of("X-B", headerCanary + "\n"))).text());
    answers.append(api.put(headers, Json.object("headers", Map.of("X B", headerCanary))).text());
    answers.append(
        api.post(
                application.path() + "/endpoint",
                Json.object("url", inbox.url(), "secret", "whsec_!" + secretCanary))
            .text());
    rotate(endpoint, Map.of("key", "whsec_" + secretCanary));
    // A path that nobody listens on: what fails is logged the most.
    String pathCanary = "canary-" + UUID.randomUUID();
    Endpoint nobody = application.anEndpoint().at("http://127.0.0.1:1/" + pathCanary).created();
    String message = application.publish(anEvent("order.reminder"));
    Set<String> sent = new HashSet<>();
    for (Received got : refusing.awaits(3)) {
      sent.add(got.header("webhook-signature"));
      sent.add(got.header("authorization"));
    }
    application.log().awaitStatus(message, endpoint, DeliveryLog.SUCCESS);
    application.log().awaitStatus(message, nobody, DeliveryLog.FAILED);

    answers.append(api.get(application.path() + "/endpoint").expect(200).text());
    answers.append(api.get(endpoint.path()).expect(200).text());
    answers.append(api.get(authentication).expect(200).text());
    answers.append(api.get(certificate).expect(200).text());
    answers.append(api.get(application.path() + "/attempt/msg/" + message).expect(200).text());
    // Of this application: what other tests do meanwhile fills pages of the environment's.
    String audit = "/api/v1/audit-log?limit=250&application=" + application.id();
    answers.append(api.get(audit).expect(200).text());
    JsonNode shown = api.get(headers).expect(200).json();

    assertThat(shown.path("sensitive").path(0).asText()).isEqualTo("X-Api-Key");
    assertThat(answers)
        .contains("X-Api-Key")
        .contains("client.example")
        .contains("\"x-harmless\":[\"***\"]", "\"authorization\":[\"***\"]")
        .contains("\"webhook-signature\":[\"***\"]")
        .doesNotContain(headerCanary, secretCanary, passwordCanary, keyCanary)
        .doesNotContain(sent);
    String logs = hooklane.logs();
    Hooklane.Standalone standalone = hooklane.standalone();
    for (String secret :
        List.of(
            headerCanary,
            secretCanary,
            passwordCanary,
            keyCanary,
            pathCanary,
            standalone.liveKey(),
            standalone.testKey())) {
      assertThat(logs.contains(secret)).as("a log holds " + secret).isFalse();
    }
    Topics topics = new Topics(standalone.kafkaBootstrap());
    byte[] secretBytes = Base64.getDecoder().decode(secretCanary);
    List<byte[]> secrets = new ArrayList<>();
    secrets.add(secretBytes);
    for (String secret :
        List.of(headerCanary, secretCanary, passwordCanary, keyCanary, standalone.liveKey())) {
      secrets.add(secret.getBytes(UTF_8));
    }
    sent.forEach(header -> secrets.add(header.getBytes(UTF_8)));
    assertThat(topics.namesWith(secrets.toArray(byte[][]::new))).isEmpty();
    // The search itself finds what is there.
    assertThat(topics.namesWith(message.getBytes(UTF_8))).contains("hooklane.messages");
  }

  private void rotate(Endpoint endpoint, Map<String, Object> body) {
    application.api().post(endpoint.path() + "/secret/rotate", body).expect(204);
  }

  private static PublicKey publicKey(String base64) throws Exception {
    // RFC 8410, section 4: what stands before the 32 bytes of every such key.
    byte[] prefix = HexFormat.of().parseHex("302a300506032b6570032100");
    byte[] key = Base64.getDecoder().decode(base64);
    byte[] encoded = new byte[prefix.length + key.length];
    System.arraycopy(prefix, 0, encoded, 0, prefix.length);
    System.arraycopy(key, 0, encoded, prefix.length, key.length);
    return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
  }
}
