package io.hooklane.endtoend;

import static io.hooklane.endtoend.Event.anEvent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What happens to endpoints and deliveries is told by webhooks, as Hooklane's own messages (X3).
 */
@EndToEnd
class OperationalWebhooksE2E {

  private static final String PATH = "/api/v1/operational-webhook/endpoint";
  private static final String LOG = "/api/v1/app/hooklane.operational";

  private final Hooklane hooklane;
  private final Application application;
  private final Inbox told;
  private final Inbox inbox;
  private String listening = "";

  OperationalWebhooksE2E(Hooklane hooklane) {
    this.hooklane = hooklane;
    this.application = hooklane.anApplication();
    this.told = hooklane.receiver().inbox();
    this.inbox = hooklane.receiver().inbox();
  }

  @BeforeEach
  void somebodyListens() {
    JsonNode made = hooklane.live().post(PATH, Json.object("url", told.url())).expect(201).json();
    listening = PATH + "/" + made.path("id").asText();
  }

  @AfterEach
  void nobodyListens() {
    hooklane.live().delete(listening).expect(204);
  }

  @Test
  void tellsOfAnEndpointSignedAndOnRecord() {
    Endpoint endpoint = application.anEndpoint().at(inbox).created();
    endpoint.disable();
    endpoint.delete();

    awaitTold("endpoint.created", endpoint);
    awaitTold("endpoint.deleted", endpoint);
    Received disabled = awaitTold("endpoint.disabled", endpoint);
    disabled.verify(
        hooklane.live().get(listening + "/secret").expect(200).json().path("key").asText());
    assertThat(data(disabled).path("trigger").asText()).isEqualTo("manual");
    assertThat(data(disabled).path("appId").asText()).isEqualTo(application.id());
    JsonNode recorded =
        hooklane.live().get(LOG + "/msg/" + disabled.webhookId()).expect(200).json();
    assertThat(recorded.path("eventType").asText()).isEqualTo("endpoint.disabled");
    assertThat(recorded.path("payload").path("data").path("endpointId").asText())
        .isEqualTo(endpoint.id());
  }

  @Test
  void tellsOfWhatIsGivenUpAndOfAnEndpointThatIsGone() {
    Endpoint endpoint =
        application
            .anEndpoint()
            .at(inbox.answers(500, 500, 410))
            .with("retrySchedule", Map.of("delays", List.of("PT1S")))
            .created();

    String message = application.publish(anEvent("order.reminder"));
    Received exhausted = awaitTold("message.attempt.exhausted", endpoint);
    application.publish(anEvent("order.reminder"));
    Received gone = awaitTold("endpoint.disabled", endpoint);

    assertThat(data(exhausted).path("msgId").asText()).isEqualTo(message);
    assertThat(data(exhausted).path("lastAttempt").path("responseStatusCode").asInt())
        .isEqualTo(500);
    assertThat(data(gone).path("trigger").asText()).isEqualTo("automatic");
    assertThat(data(gone).path("failSince").asText()).isNotEmpty();
  }

  @Test
  void nobodyCanPretendToBeHooklane() {
    hooklane.registers(List.of("order.reminder"));
    hooklane
        .live()
        .post(LOG + "/msg", Json.object("eventType", "order.reminder", "payload", Map.of("a", 1)))
        .expect(404);
    hooklane.live().get(LOG).expect(404);
    hooklane.with(Keys.portal(application)).get(PATH).expect(403);
    hooklane.with(Keys.portal(application)).get(LOG + "/msg").expect(404);
  }

  private Received awaitTold(String type, Endpoint endpoint) {
    return await(type + " of " + endpoint.id())
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                told.received().stream()
                    .filter(it -> json(it).path("type").asText().equals(type))
                    .filter(it -> data(it).path("endpointId").asText().equals(endpoint.id()))
                    .toList(),
            found -> !found.isEmpty())
        .getFirst();
  }

  private static JsonNode data(Received received) {
    return json(received).path("data");
  }

  private static JsonNode json(Received received) {
    try {
      return Json.MAPPER.readTree(received.body());
    } catch (IOException e) {
      throw new AssertionError(received.text(), e);
    }
  }
}
