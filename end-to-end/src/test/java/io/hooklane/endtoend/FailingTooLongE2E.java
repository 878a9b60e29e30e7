package io.hooklane.endtoend;

import static io.hooklane.endtoend.Event.anEvent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * An endpoint that does nothing but fail for too long is disabled, and whoever should know is told
 * (X3). Five days are {@link Launcher#FAILING_PERIOD} here.
 */
@EndToEnd
class FailingTooLongE2E {

  private static final int EVENTS = 6;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Hooklane hooklane;
  private final Application application;
  private final Inbox told;
  private final Inbox inbox;

  FailingTooLongE2E(Hooklane hooklane) {
    this.hooklane = hooklane;
    this.application = hooklane.anApplication();
    this.told = hooklane.receiver().inbox();
    this.inbox = hooklane.receiver().inbox();
  }

  @Test
  void isDisabledWithTheReasonAnOperationalWebhookAndAnEmail() {
    // Given
    String path = "/api/v1/operational-webhook/endpoint";
    JsonNode listener =
        hooklane
            .live()
            .post(path, Json.object("url", told.url(), "filterTypes", List.of("endpoint.disabled")))
            .expect(201)
            .json();
    Endpoint well = application.anEndpoint().at(hooklane.receiver().inbox()).created();
    Endpoint failing =
        application
            .anEndpoint()
            .at(inbox.answers(500))
            .with(
                "retrySchedule",
                Json.object("delays", List.of("PT1H", "PT1H", "PT1H", "PT1H", "PT1H", "PT24H")))
            .created();

    // When
    Instant began = Instant.now();
    List<String> messages = new ArrayList<>();
    for (int i = 0; i < EVENTS; i++) {
      messages.add(application.publish(anEvent("order.reminder")));
    }
    JsonNode shown =
        await("verdict")
            .atMost(PATIENCE)
            .until(() -> shown(failing), it -> it.path("disabled").asBoolean());

    // Then: disabled, with the reason, not before its time
    Duration after = Duration.between(began, Instant.now());
    assertThat(after).isGreaterThanOrEqualTo(Launcher.FAILING_PERIOD);
    assertThat(shown.path("disabledReason").path("verdict").asText()).isEqualTo("failing");
    assertThat(shown.path("disabledReason").path("detail").asText()).isNotEmpty();
    assertThat(shown(well).path("disabled").asBoolean()).isFalse();

    // Then: an operational webhook
    JsonNode data = awaitTold(failing);
    assertThat(data.path("trigger").asText()).isEqualTo("automatic");
    assertThat(Instant.parse(data.path("failSince").asText()))
        .isBetween(began.minusSeconds(1), began.plus(Launcher.FAILING_PERIOD));

    // Then: an e-mail
    assertThat(hooklane.mailbox().awaits(failing.id()))
        .singleElement()
        .asString()
        .startsWith("Hooklane disabled an endpoint")
        .contains(application.id(), "failing", "What to do:");

    // Then: nothing more is tried
    for (String message : messages) {
      application.log().awaitStatus(message, failing, DeliveryLog.CANCELED);
    }
    hooklane.live().delete(path + "/" + listener.path("id").asText()).expect(204);
  }

  private JsonNode shown(Endpoint endpoint) {
    return application.api().get(endpoint.path()).expect(200).json();
  }

  private JsonNode awaitTold(Endpoint endpoint) {
    return await("endpoint.disabled of " + endpoint.id())
        .atMost(PATIENCE)
        .until(
            () ->
                told.received().stream()
                    .map(received -> json(received).path("data"))
                    .filter(data -> data.path("endpointId").asText().equals(endpoint.id()))
                    .toList(),
            found -> !found.isEmpty())
        .getFirst();
  }

  private static JsonNode json(Received received) {
    try {
      return Json.MAPPER.readTree(received.body());
    } catch (IOException e) {
      throw new AssertionError(received.text(), e);
    }
  }
}
