package io.hooklane.endtoend;

import static io.hooklane.endtoend.Event.anEvent;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Deliveries are found by what their events are about (O15); what did not arrive, by why (X12). */
@EndToEnd
class SearchE2E {

  private final Hooklane hooklane;
  private final Application application;
  private final Inbox inbox;
  private final String customer = "cus_" + UUID.randomUUID();
  private final String email = customer + "@example.com";
  private final String object = "ord_" + UUID.randomUUID();

  SearchE2E(Hooklane hooklane) {
    this.hooklane = hooklane;
    this.application = hooklane.anApplication();
    this.inbox = hooklane.receiver().inbox();
  }

  @Test
  void findsADeliveryByWhateverIsKnownOfIt() {
    // Given
    hooklane
        .operator()
        .patch(
            "/api/v1/environment/live",
            Map.of(
                "settings",
                Map.of(
                    "searchAttributes",
                    Map.of(
                        "customer", "/customer/id",
                        "email", "/customer/email",
                        "object", "/object/id"))))
        .expect(200);
    inbox.answers(200);
    Endpoint endpoint = application.anEndpoint().at(inbox).created();
    Event event = about(anEvent("order.shipped"), customer, object);
    String message = application.publish(event);
    String other = application.publish(about(anEvent("order.shipped"), customer + "0", object + 1));
    application.log().awaitStatus(message, endpoint, DeliveryLog.SUCCESS);
    application.log().awaitStatus(other, endpoint, DeliveryLog.SUCCESS);

    // Then
    for (String query :
        List.of(
            "attribute.customer=" + customer,
            "attribute.email=" + email,
            "attribute.object=" + object,
            "value=" + customer,
            "event_id=" + event.id(),
            "message_id=" + message,
            "status=0&value=" + object,
            "event_types=order.shipped&attribute.customer=" + customer)) {
      JsonNode found = search(query + "&with_attempts=true");
      assertThat(found).as(query).hasSize(1);
      JsonNode delivery = found.path(0);
      assertThat(delivery.path("msgId").asText()).isEqualTo(message);
      assertThat(delivery.path("endpointId").asText()).isEqualTo(endpoint.id());
      assertThat(delivery.path("msg").path("payload").path("object").path("id").asText())
          .isEqualTo(object);
      assertThat(delivery.path("attempts").path(0).path("responseStatusCode").asInt())
          .isEqualTo(200);
    }
    assertThat(search("status=2&attribute.customer=" + customer)).isEmpty();
    assertThat(search("event_types=order.paid&attribute.customer=" + customer)).isEmpty();
    String unwanted = application.path() + "/msg?custommer=" + customer;
    assertThat(application.api().get(unwanted).expect(422).text()).contains("custommer");
  }

  @Test
  void tellsWhatDidNotArriveAndWhy() {
    inbox.answers(500);
    Endpoint endpoint = application.anEndpoint().at(inbox).forTypes("order.shipped").created();
    application.publish(anEvent("order.shipped"));
    String unwanted = application.publish(anEvent("order.unwanted"));
    inbox.awaits(1);

    await()
        .until(
            () -> undelivered(endpoint),
            all -> all.path("deliveries").path(0).path("failure").asText().equals("status"));
    JsonNode all = undelivered(null);
    assertThat(all.path("withoutEndpoint").path("count").asInt()).isEqualTo(1);
    assertThat(all.path("withoutEndpoint").path("messages").path(0).path("id").asText())
        .isEqualTo(unwanted);
  }

  private JsonNode undelivered(@Nullable Endpoint endpoint) {
    String query = endpoint == null ? "" : "&endpoint_id=" + endpoint.id();
    return application
        .api()
        .get("/api/v1/undelivered?app_id=" + application.id() + query)
        .expect(200)
        .json();
  }

  private JsonNode search(String query) {
    return application
        .api()
        .get("/api/v1/delivery?app_id=" + application.id() + "&" + query)
        .expect(200)
        .json()
        .path("data");
  }

  private static Event about(Event event, String customer, String object) {
    return event.carrying(
        "{\"customer\":{\"id\":\"%s\",\"email\":\"%s@example.com\"},\"object\":{\"id\":\"%s\"}}"
            .formatted(customer, customer, object)
            .getBytes(UTF_8));
  }
}
