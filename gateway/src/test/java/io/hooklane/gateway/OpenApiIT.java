package io.hooklane.gateway;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;

import io.hooklane.servers.TestServers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(TestServers.class)
@WithTestResource(FakeServices.class)
class OpenApiIT {

  @SuppressWarnings("NullAway.Init")
  FakeServices services;

  @BeforeEach
  void servicesTellTheirs() {
    services.reset();
    tells(services.subscription, "/api/v1/app", "get", "Application");
    tells(services.ingest, "/api/v1/app/{app_id}/msg", "post", "Message");
    services.deliveryLog.behaves(request -> request.response().setStatusCode(404).end());
  }

  @Test
  void mergesWhatEachServiceTellsAndAddsWhatWasMissing() {
    // Given: one service is away
    services.deliveryLog.stop();
    Awaitility.await()
        .atMost(Duration.ofSeconds(70))
        .untilAsserted(
            () ->
                assertThat(paths().fieldNames())
                    .contains("/api/v1/app", "/api/v1/app/{app_id}/msg"));
    // When
    services.deliveryLog.start();
    tells(services.deliveryLog, "/api/v1/app/{app_id}/msg", "get", "Message");
    // Then
    Awaitility.await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(
            () ->
                assertThat(paths().getJsonObject("/api/v1/app/{app_id}/msg").fieldNames())
                    .contains("get", "post"));
    JsonObject document = document();
    assertThat(document.getJsonObject("info").getString("title")).isEqualTo("Hooklane");
    assertThat(document.getJsonArray("servers").getJsonObject(0).getString("url")).isEqualTo("/");
    assertThat(document.getJsonObject("components").getJsonObject("securitySchemes").fieldNames())
        .containsExactly("bearer");
    assertThat(
            document.getJsonArray("tags").stream().map(tag -> ((JsonObject) tag).getString("name")))
        .startsWith("Application");
    assertThat(paths().fieldNames()).doesNotContain("/internal");
    JsonObject operation = paths().getJsonObject("/api/v1/app").getJsonObject("get");
    assertThat(operation.getString("x-hooklane-permission")).isEqualTo("application:read");
    assertThat(operation.getJsonObject("responses").fieldNames()).contains("401", "422", "429");
  }

  @Test
  void tellsTheSameAsYaml() {
    given().get("/openapi.yaml").then().statusCode(200).body(containsString("title: Hooklane"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/docs", "/docs/", "/docs/docs.js", "/docs/ui/swagger-ui-bundle.js"})
  void servesItsPagesUnderAStrictPolicy(String page) {
    given()
        .get(page)
        .then()
        .statusCode(200)
        .header("content-security-policy", containsString("script-src 'self';"))
        .header("x-content-type-options", "nosniff");
  }

  @Test
  void pagesHaveNoInlineScript() {
    for (String page : new String[] {"/", "/docs"}) {
      given()
          .get(page)
          .then()
          .body(not(containsString("<script>")))
          .body(containsString("<html lang"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/docs/ui", "/docs/ui/", "/docs/ui/index.html", "/docs/ui/x", "/META-INF/x"})
  void servesNothingElseWithoutAKey(String page) {
    given().get(page).then().statusCode(401);
  }

  private static JsonObject document() {
    return new JsonObject(given().get("/openapi.json").then().statusCode(200).extract().asString());
  }

  private static JsonObject paths() {
    return document().getJsonObject("paths");
  }

  private static void tells(FakeService service, String path, String method, String tag) {
    JsonObject operation =
        new JsonObject()
            .put("operationId", method + path)
            .put("tags", new JsonArray().add(tag))
            .put(
                "security",
                new JsonArray()
                    .add(
                        new JsonObject()
                            .put("SecurityScheme", new JsonArray().add("application:read"))))
            .put(
                "responses",
                new JsonObject().put("200", new JsonObject().put("description", "OK")));
    String document =
        new JsonObject()
            .put("openapi", "3.1.0")
            .put("info", new JsonObject().put("title", "one service").put("version", "0"))
            .put("tags", new JsonArray().add(new JsonObject().put("name", tag)))
            .put(
                "paths",
                new JsonObject()
                    .put(path, new JsonObject().put(method, operation))
                    .put("/internal", new JsonObject().put("get", operation)))
            .encode();
    service.behaves(
        request -> request.response().putHeader("content-type", "application/json").end(document));
  }
}
