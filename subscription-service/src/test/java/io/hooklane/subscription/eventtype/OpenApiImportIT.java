package io.hooklane.subscription.eventtype;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.hooklane.contracts.configuration.Configuration;
import io.hooklane.contracts.id.EnvironmentId;
import io.hooklane.servers.TestServers;
import io.hooklane.subscription.Api;
import io.hooklane.subscription.environment.Environments;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(TestServers.class)
class OpenApiImportIT {

  private static final String TYPES = "/api/v1/event-type";
  private static final String IMPORT = TYPES + "/import/openapi";
  private static final String DOCUMENT =
      """
      openapi: 3.1.0
      info: {title: Shop, version: '1'}
      webhooks:
        order.paid:
          post:
            summary: An order was paid
            requestBody:
              content:
                application/json:
                  schema: {$ref: '#/components/schemas/Order'}
                  example: {id: o1, lines: [{count: 1}]}
        order.gone:
          $ref: '#/components/pathItems/Gone'
      x-webhooks:
        item.changed:
          post: {deprecated: true, description: Old}
      components:
        pathItems:
          Gone: {post: {description: It is gone}}
        schemas:
          Order:
            type: object
            required: [id]
            properties:
              id: {type: string}
              lines: {type: array, items: {$ref: '#/components/schemas/Line'}}
          Line: {type: object, properties: {count: {type: integer}, order: {$ref: '#/components/schemas/Order'}}}
      """;

  @Inject Environments environments;

  private Api api;

  @BeforeEach
  void anEnvironmentOfItsOwn() {
    EnvironmentId environment =
        environments
            .createIfAbsent(UUID.randomUUID().toString(), Configuration.EnvironmentKind.TEST)
            .id();
    api = Api.of(environment);
  }

  @Test
  void takesWebhooksWithTheirSchemasAndExamples() {
    Api.Answer answer = api.post(IMPORT, body(DOCUMENT, ""));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body().path("data").path("modified").toString())
        .isEqualTo("[\"order.paid\",\"order.gone\",\"item.changed\"]");
    assertThat(answer.body().path("data").has("to_modify")).isFalse();
    JsonNode paid = api.get(TYPES + "/order.paid").body();
    assertThat(paid.path("description").asText()).isEqualTo("An order was paid");
    assertThat(paid.path("schemas").path("1").path("$ref").asText()).isEqualTo("#/$defs/Order");
    assertThat(paid.path("schemas").path("1").path("$defs")).hasSize(2);
    assertThat(paid.path("example").path("example").path("id").asText()).isEqualTo("o1");
    assertThat(api.get(TYPES + "/item.changed").body().path("deprecated").booleanValue()).isTrue();
    assertThat(api.get(TYPES + "/order.gone").field("description")).isEqualTo("It is gone");
    assertThat(api.post(IMPORT, body(DOCUMENT, "")).body().path("data").path("modified")).isEmpty();
  }

  @Test
  void aDryRunChangesNothingAndTellsWhatItWould() {
    api.put(TYPES + "/other", "{\"description\":\"d\"}");

    Api.Answer answer = api.post(IMPORT, body(DOCUMENT, ",\"dryRun\":true,\"replaceAll\":true"));

    assertThat(answer.body().path("data").path("modified")).isEmpty();
    assertThat(answer.body().path("data").path("to_modify")).hasSize(3);
    assertThat(answer.body().path("data").path("archived").toString()).isEqualTo("[\"other\"]");
    assertThat(api.get(TYPES).body().path("data")).hasSize(1);
  }

  @Test
  void replaceAllArchivesWhatIsNotThere() {
    api.put(TYPES + "/other", "{\"description\":\"d\"}");
    api.put(
        TYPES + "/order.gone", "{\"description\":\"d\",\"archived\":true,\"featureFlag\":\"x\"}");

    api.post(IMPORT, body(DOCUMENT, ",\"replaceAll\":true"));

    assertThat(api.get(TYPES + "/other").body().path("archived").booleanValue()).isTrue();
    JsonNode gone = api.get(TYPES + "/order.gone").body();
    assertThat(gone.path("archived").booleanValue()).isFalse();
    assertThat(gone.path("featureFlag").asText()).isEqualTo("x");
  }

  @Test
  void oneBadWebhookLeavesAllAsItWas() {
    String document = DOCUMENT.replace("count: {type: integer}", "count: {type: whole}");

    Api.Answer answer = api.post(IMPORT, body(document, ""));

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.place())
        .startsWith("body.specRaw.webhooks.order.paid.post.requestBody.content.application/json");
    assertThat(api.get(TYPES).body().path("data")).isEmpty();
  }

  @Test
  void takesADocumentThatIsJson() {
    Api.Answer answer =
        api.post(
            IMPORT,
            """
            {"spec":{"openapi":"3.0.3","x-webhooks":{"a.b":{"post":{"requestBody":{"content":
             {"application/json":{"schema":{"properties":{"n":{"type":"number","nullable":true,
              "minimum":1,"exclusiveMinimum":true}}}}}}}}}}}
            """);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(api.get(TYPES + "/a.b").body().path("schemas").path("1").toString())
        .isEqualTo(
            "{\"properties\":{\"n\":{\"type\":[\"number\",\"null\"],\"exclusiveMinimum\":1}}}");
  }

  @Test
  void namesWhatIsWrongWithADocument() {
    assertThat(api.post(IMPORT, "{}").place()).isEqualTo("body.spec");
    assertThat(api.post(IMPORT, body("a: [", "")).place()).isEqualTo("body.specRaw");
    assertThat(api.post(IMPORT, body("swagger: '2.0'", "")).place())
        .isEqualTo("body.specRaw.openapi");
    assertThat(api.post(IMPORT, body("openapi: 3.1.0\nwebhooks: {'a b': {post: {}}}", "")).place())
        .isEqualTo("body.specRaw.webhooks.a b");
    assertThat(
            api.post(
                    IMPORT,
                    body("openapi: 3.1.0\nwebhooks: {a: {$ref: 'https://example.com/x'}}", ""))
                .place())
        .isEqualTo("body.specRaw.webhooks.a.$ref");
    assertThat(api.post(IMPORT, body("openapi: 3.1.0\nwebhooks: {a: {}}", "")).place())
        .isEqualTo("body.specRaw.webhooks.a");
  }

  @Test
  void aliasesOfAliasesEnd() {
    StringBuilder bomb = new StringBuilder("openapi: 3.1.0\nx0: &x0 [1,1,1,1,1,1,1,1]\n");
    for (int i = 1; i <= 12; i++) {
      bomb.append("x%d: &x%d [*x%d,*x%d,*x%d,*x%d]\n".formatted(i, i, i - 1, i - 1, i - 1, i - 1));
    }

    assertThat(api.post(IMPORT, body(bomb.toString(), "")).status()).isEqualTo(422);
  }

  private static String body(String document, String more) {
    return "{\"specRaw\":"
        + JsonMapper.builder().build().getNodeFactory().textNode(document)
        + more
        + "}";
  }
}
