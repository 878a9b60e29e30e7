package io.hooklane.endtoend;

import static io.hooklane.endtoend.Event.anEvent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the log tells of attempts (C8), until their content is expunged. */
@EndToEnd
class AttemptDetailsE2E {

  private final Application application;
  private final Inbox inbox;

  AttemptDetailsE2E(Hooklane hooklane) {
    this.application = hooklane.anApplication();
    this.inbox = hooklane.receiver().inbox();
  }

  @Test
  void successesAndErrorsAreShownWithCodeTimeAndError() {
    Instant before = Instant.now().minusSeconds(1);
    List<JsonNode> attempts;
    Received got;
    try (Receiver receiver = Receiver.open()) {
      Inbox own = receiver.inbox().answers(500, 204);
      Endpoint endpoint =
          application.anEndpoint().at(own).with("headers", Map.of("X-Team", "a")).created();

      String message = application.publish(anEvent("order.reminder"));

      application.log().awaitStatus(message, endpoint, DeliveryLog.SUCCESS);
      attempts = attempts(message);
      got = own.received().get(1);
    }
    assertThat(attempts).hasSize(2);
    JsonNode error = attempts.get(0);
    assertThat(error.path("number").asInt()).isEqualTo(1);
    assertThat(error.path("responseStatusCode").asInt()).isEqualTo(500);
    assertThat(error.path("failure").asText()).isEqualTo("status");
    assertThat(error.path("timings").path("connectMs").isNumber()).isTrue();
    JsonNode success = attempts.get(1);
    assertThat(success.path("number").asInt()).isEqualTo(2);
    assertThat(success.path("responseStatusCode").asInt()).isEqualTo(204);
    assertThat(success.has("failure")).isFalse();
    for (JsonNode attempt : attempts) {
      assertThat(Instant.parse(attempt.path("timestamp").asText()))
          .isBetween(before, Instant.now());
      assertThat(attempt.path("timings").path("firstByteMs").isNumber()).isTrue();
      assertThat(attempt.path("timings").path("tlsMs").isNull()).isTrue();
    }
    JsonNode headers = success.path("requestHeaders");
    for (String name : List.of("webhook-id", "webhook-timestamp", "content-type", "user-agent")) {
      assertThat(headers.path(name).path(0).asText()).as(name).isEqualTo(got.header(name));
    }
    assertThat(headers.path("x-team").path(0).asText()).isEqualTo("***");
    assertThat(success.path("responseHeaders").isObject()).isTrue();
  }

  @Test
  void whereNobodyAnswersTheErrorSaysWhy() {
    Endpoint nobody = application.anEndpoint().at("http://127.0.0.1:1/").created();

    String message = application.publish(anEvent("order.reminder"));

    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> !application.log().attempts(message).isEmpty());
    JsonNode attempt = attempts(message).getFirst();
    assertThat(attempt.path("endpointId").asText()).isEqualTo(nobody.id());
    assertThat(attempt.path("responseStatusCode").asInt()).isZero();
    assertThat(attempt.path("failure").asText()).isEqualTo("connect");
    assertThat(attempt.path("response").asText()).contains("connection refused");
    assertThat(attempt.has("requestHeaders")).isFalse();
  }

  @Test
  void ofAnExpungedMessageNothingIsShownOrSentAnyMore() {
    inbox.answers(500);
    Endpoint endpoint = application.anEndpoint().at(inbox).created();
    String message = application.publish(anEvent("order.reminder"));
    inbox.awaits(4);

    application.api().delete(application.path() + "/msg/" + message + "/content").expect(204);
    int sent = inbox.count();

    application.log().awaitStatus(message, endpoint, DeliveryLog.CANCELED);
    assertThat(application.log().deliveries(message).getFirst().reason())
        .isEqualTo("The message's content was expunged");
    // One may have been under way.
    assertThat(inbox.count()).isBetween(sent, sent + 1);
    JsonNode shown =
        application.api().get(application.path() + "/msg/" + message).expect(200).json();
    assertThat(shown.path("payload")).isEqualTo(Json.MAPPER.valueToTree(Map.of("expired", true)));
    assertThat(attempts(message))
        .allSatisfy(attempt -> assertThat(attempt.path("response").asText()).isEqualTo("EXPUNGED"));
    Event another = anEvent("order.reminder");
    application.publish(another);
    inbox.awaits(another);
  }

  /** The first one first. */
  private List<JsonNode> attempts(String message) {
    List<JsonNode> attempts = new ArrayList<>();
    application
        .api()
        .get(application.path() + "/attempt/msg/" + message)
        .expect(200)
        .json()
        .path("data")
        .forEach(attempts::add);
    attempts.sort(Comparator.comparing(attempt -> attempt.path("number").asInt()));
    return attempts;
  }
}
