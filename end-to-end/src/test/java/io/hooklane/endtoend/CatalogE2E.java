package io.hooklane.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The event catalog: schemas, samples, and samples that are sent (C7, O17). */
@EndToEnd
class CatalogE2E {

  private static final Map<String, Object> SCHEMA =
      Map.of(
          "type",
          "object",
          "required",
          List.of("id", "total"),
          "properties",
          Map.of(
              "id", Map.of("type", "string", "format", "uuid"),
              "total", Map.of("type", "number", "exclusiveMinimum", 10),
              "lines", Map.of("type", "array", "minItems", 2, "items", Map.of("enum", List.of(1)))),
          "additionalProperties",
          false);

  private final Hooklane hooklane;
  private final Application application;
  private final Inbox inbox;
  private final String type = "catalog" + UUID.randomUUID() + ".paid";

  CatalogE2E(Hooklane hooklane) {
    this.hooklane = hooklane;
    this.application = hooklane.anApplication();
    this.inbox = hooklane.receiver().inbox();
  }

  @Test
  void aSchemaAloneShowsASampleThatIsSentSignedAndMarkedAsATest() {
    // Given
    application
        .api()
        .post(
            "/api/v1/event-type",
            Json.object("name", type, "description", "Paid", "schemas", Map.of("1", SCHEMA)))
        .expect(201);
    JsonNode shown = application.api().get("/api/v1/event-type/" + type).expect(200).json();
    Endpoint endpoint =
        application
            .anEndpoint()
            .at(inbox)
            .forTypes("order.reminder")
            .with("channels", List.of("client_A"))
            .created();
    Inbox others = hooklane.receiver().inbox();
    application.anEndpoint().at(others).created();

    // When
    JsonNode sent =
        application
            .api()
            .post(endpoint.path() + "/send-example", Json.object("eventType", type))
            .expect(200)
            .json();

    // Then
    String message = sent.path("id").asText();
    JsonNode sample = shown.path("example").path("example");
    assertThat(shown.path("description").asText()).isEqualTo("Paid");
    assertThat(
            JsonSchemaFactory.getInstance(VersionFlag.V202012)
                .getSchema(shown.path("schemas").path("1"))
                .validate(sample))
        .isEmpty();
    assertThat(sent.path("payload")).isEqualTo(sample);
    Received received = inbox.awaits(1).getFirst();
    assertThat(received.webhookId()).isEqualTo(message);
    assertThat(received.text()).isEqualTo(sample.toString());
    received.verify(endpoint.secret());
    application.log().awaitStatus(message, endpoint, DeliveryLog.SUCCESS);
    assertThat(application.log().endpointsOf(message)).containsExactly(endpoint.id());
    assertThat(others.received()).isEmpty();
    JsonNode recorded =
        application.api().get(application.path() + "/msg/" + message).expect(200).json();
    assertThat(recorded.path("test").booleanValue()).isTrue();
    assertThat(recorded.path("eventType").asText()).isEqualTo(type);
  }

  @Test
  void oneSampleOfEachTypeThatAnEndpointAsksFor() {
    String group = type.substring(0, type.indexOf('.'));
    List<String> types = List.of(group + ".a", group + ".b");
    hooklane.registers(types);
    Endpoint endpoint = application.anEndpoint().at(inbox).forTypes(group + ".*").created();

    JsonNode round =
        application
            .api()
            .post(endpoint.path() + "/send-examples", Json.object())
            .expect(202)
            .json();

    assertThat(round.path("data").findValuesAsText("eventType")).isEqualTo(types);
    assertThat(inbox.awaits(2))
        .extracting(Received::webhookId)
        .containsExactlyInAnyOrderElementsOf(round.path("data").findValuesAsText("id"));
  }
}
