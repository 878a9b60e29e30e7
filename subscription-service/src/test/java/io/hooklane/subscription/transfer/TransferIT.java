package io.hooklane.subscription.transfer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.hooklane.contracts.configuration.Configuration;
import io.hooklane.contracts.configuration.Configuration.EnvironmentKind;
import io.hooklane.contracts.id.EnvironmentId;
import io.hooklane.management.Permission;
import io.hooklane.management.Scope;
import io.hooklane.servers.TestServers;
import io.hooklane.subscription.Api;
import io.hooklane.subscription.environment.Environments;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@WithTestResource(TestServers.class)
@SuppressWarnings("NullAway.Init") // Fields are set before each test.
class TransferIT {

  private static final String EXPORT = "/api/v1/environment/export";
  private static final String IMPORT = "/api/v1/environment/import";
  private static final String DRY_RUN = IMPORT + "?dry_run=true";

  @Inject Environments environments;

  private EnvironmentId source;
  private EnvironmentId target;
  private Api from;
  private Api into;

  @BeforeEach
  void twoEnvironments() {
    source = anEnvironment(EnvironmentKind.TEST);
    target = anEnvironment(EnvironmentKind.TEST);
    from = Api.of(source);
    into = Api.of(target);
  }

  @Test
  void whatOneEnvironmentHasAnotherHasAfterwards() {
    String endpoint = anApplicationWithEndpoints();

    Api.Answer imported = into.post(IMPORT, from.post(EXPORT, "").text());

    assertThat(imported.status()).as(imported.text()).isEqualTo(200);
    assertThat(imported.body().path("eventTypes").path("created").intValue()).isEqualTo(2);
    assertThat(imported.body().path("applications").path("created").intValue()).isEqualTo(2);
    assertThat(imported.body().path("endpoints").path("created").intValue()).isEqualTo(3);
    assertThat(imported.body().path("endpoints").path("names").path("created").toString())
        .contains("\"acme/main\"", "\"acme/" + endpoint + "\"");
    JsonNode main = into.get("/api/v1/app/acme/endpoint/main").body();
    assertThat(main.path("url").asText()).isEqualTo("https://example.com/main");
    assertThat(main.path("eventTypes").toString()).isEqualTo("[\"order.created\",\"item.*\"]");
    assertThat(main.path("channels").toString()).isEqualTo("[\"c\"]");
    assertThat(main.path("metadata").toString()).isEqualTo("{\"k\":\"v\"}");
    assertThat(main.path("retrySchedule").toString()).isEqualTo("{\"preset\":\"one-day\"}");
    assertThat(main.path("ordering").path("maximumAge").asText()).isEqualTo("PT1H");
    assertThat(main.path("signature").path("style").asText()).isEqualTo("svix");
    assertThat(main.path("httpVersion").asText()).isEqualTo("2");
    assertThat(main.path("throttleRate").intValue()).isEqualTo(7);
    assertThat(main.path("disabled").booleanValue()).isTrue();
    assertThat(into.get("/api/v1/event-type/order.created").body().path("schemas").toString())
        .isEqualTo("{\"1\":{\"type\":\"object\"}}");
    assertThat(into.get("/api/v1/event-type/order.gone").body().path("archived").booleanValue())
        .isTrue();
  }

  @Test
  void theSecondTimeNothingChanges() {
    anApplicationWithEndpoints();
    String document = from.post(EXPORT, "").text();
    into.post(IMPORT, document);
    String after = withoutTimes(into.post(EXPORT, "").text());

    JsonNode again = into.post(IMPORT, document).body();

    for (String kind : new String[] {"eventTypes", "applications", "endpoints"}) {
      assertThat(again.path(kind).path("created").intValue()).as(kind).isZero();
      assertThat(again.path(kind).path("updated").intValue()).as(kind).isZero();
    }
    assertThat(again.path("applications").path("unchanged").intValue()).isEqualTo(2);
    assertThat(again.path("endpoints").path("unchanged").intValue()).isEqualTo(3);
    assertThat(withoutTimes(into.post(EXPORT, "").text())).isEqualTo(after);
  }

  @Test
  void backWhereItCameFromItFindsEverythingToo() {
    anApplicationWithEndpoints();
    String document = from.post(EXPORT, "").text();
    into.post(IMPORT, document);

    JsonNode back = from.post(IMPORT, into.post(EXPORT, "").text()).body();

    assertThat(back.path("applications").path("unchanged").intValue()).isEqualTo(2);
    assertThat(back.path("endpoints").path("unchanged").intValue()).isEqualTo(3);
  }

  @Test
  void aDryRunSaysWhatWouldBeDoneAndDoesNothing() {
    anApplicationWithEndpoints();
    String document = from.post(EXPORT, "").text();

    JsonNode said = into.post(DRY_RUN, document).body();

    assertThat(said.path("dryRun").booleanValue()).isTrue();
    assertThat(said.path("endpoints").path("created").intValue()).isEqualTo(3);
    assertThat(into.get("/api/v1/app").body().path("data")).isEmpty();
    assertThat(into.get("/api/v1/event-type").body().path("data")).isEmpty();
    JsonNode done = into.post(IMPORT, document).body();
    assertThat(done.path("endpoints")).isEqualTo(said.path("endpoints"));
    assertThat(done.path("applications")).isEqualTo(said.path("applications"));
  }

  @Test
  void whatDiffersIsChangedAndWhatIsNotInTheDocumentStays() {
    into.post("/api/v1/app", "{\"name\":\"Mine\",\"uid\":\"mine\"}");
    into.post("/api/v1/app", "{\"name\":\"Before\",\"uid\":\"acme\"}");

    JsonNode done =
        into.post(IMPORT, "{\"applications\":[{\"name\":\"After\",\"uid\":\"acme\"}]}").body();

    assertThat(done.path("applications").path("updated").intValue()).isEqualTo(1);
    assertThat(into.get("/api/v1/app/acme").field("name")).isEqualTo("After");
    assertThat(into.get("/api/v1/app/mine").status()).isEqualTo(200);
  }

  @Test
  void holdsNoSecretAndOfHeadersTheNamesOnly() {
    anApplicationWithEndpoints();
    from.patch(
        "/api/v1/app/acme/endpoint/main/headers", "{\"headers\":{\"X-Color\":\"turquoise\"}}");

    String document = from.post(EXPORT, "").text();

    assertThat(document).contains("X-Color").doesNotContain("turquoise", "whsec_");
    assertThat(into.post(IMPORT, document).status()).isEqualTo(200);
    assertThat(into.get("/api/v1/app/acme/endpoint/main/secret").field("key"))
        .startsWith("whsec_")
        .isNotEqualTo(from.get("/api/v1/app/acme/endpoint/main/secret").field("key"));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\0',
      delimiter = ';',
      value = {
        "body; []",
        "body.version; {\"version\":2}",
        "body.settings.coolOff; {\"settings\":{\"coolOff\":\"x\"}}",
        "body.eventTypes; {\"eventTypes\":{}}",
        "body.eventTypes.1.name;"
            + " {\"eventTypes\":[{\"name\":\"a\",\"description\":\"\"},{\"name\":\"a\",\"description\":\"\"}]}",
        "body.eventTypes.0.description; {\"eventTypes\":[{\"name\":\"a\"}]}",
        "body.applications.0; {\"applications\":[1]}",
        "body.applications.0.uid; {\"applications\":[{\"name\":\"A\"}]}",
        "body.applications.0.id; {\"applications\":[{\"name\":\"A\",\"id\":\"x\"}]}",
        "body.applications.1.uid;"
            + " {\"applications\":[{\"name\":\"A\",\"uid\":\"a\"},{\"name\":\"B\",\"uid\":\"a\"}]}",
        "body.applications.0.endpoints.0.url;"
            + " {\"applications\":[{\"name\":\"A\",\"uid\":\"a\",\"endpoints\":[{\"uid\":\"e\"}]}]}",
        "body.applications.0.endpoints.0.eventTypes;"
            + " {\"applications\":[{\"name\":\"A\",\"uid\":\"a\",\"endpoints\":[{\"uid\":\"e\","
            + "\"url\":\"https://example.com\",\"eventTypes\":[\"nowhere\"]}]}]}",
      })
  void aWrongDocumentIsRefusedByPlaceAndChangesNothing(String place, String document) {
    Api.Answer answer = into.post(IMPORT, document);

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.place()).isEqualTo(place);
    assertThat(into.get("/api/v1/app").body().path("data")).isEmpty();
    assertThat(into.get("/api/v1/event-type").body().path("data")).isEmpty();
  }

  @Test
  void httpUrlsDoNotComeIntoALiveEnvironment() {
    from.post("/api/v1/app", "{\"name\":\"Acme\",\"uid\":\"acme\"}");
    from.post("/api/v1/app/acme/endpoint", "{\"url\":\"http://example.com\",\"uid\":\"e\"}");
    EnvironmentId live = anEnvironment(EnvironmentKind.LIVE);

    Api.Answer answer = Api.of(live).post(IMPORT, from.post(EXPORT, "").text());

    assertThat(answer.place()).isEqualTo("body.applications.0.endpoints.0.url");
    assertThat(Api.of(live).get("/api/v1/app").body().path("data")).isEmpty();
  }

  @Test
  void settingsAreAnOperatorsToImport() {
    operate(source, "{\"settings\":{\"coolOff\":\"PT2H\"}}");
    String document = from.post(EXPORT, "").text();

    assertThat(into.post(IMPORT, document).field("settings")).isEqualTo("skipped");
    assertThat(environments.settings(target).coolOff()).isZero();
    Api operator = Api.of(target, Scope.MANAGE, Scope.OPERATE);
    assertThat(operator.post(IMPORT, document).field("settings")).isEqualTo("updated");
    assertThat(environments.settings(target).coolOff()).hasHours(2);
    assertThat(operator.post(IMPORT, document).field("settings")).isEqualTo("unchanged");
  }

  @Test
  void aUrlThatIsTakenChangesNothing() {
    operate(target, "{\"settings\":{\"refuseDuplicateUrls\":true}}");
    into.post("/api/v1/app", "{\"name\":\"Z\",\"uid\":\"z\"}");
    into.post("/api/v1/app/z/endpoint", "{\"url\":\"https://example.com\",\"uid\":\"there\"}");

    Api.Answer answer =
        into.post(
            IMPORT,
            """
            {"applications":[{"name":"A","uid":"a"},{"name":"Z","uid":"z","endpoints":[
             {"url":"https://example.com","uid":"new"}]}]}
            """);

    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.field("code")).isEqualTo("duplicate_url");
    assertThat(into.get("/api/v1/app/a").status()).isEqualTo(404);
  }

  @Test
  void onlyForThoseWhoManageTheEnvironment() {
    Api reader = Api.of(source, Scope.READ, Scope.PUBLISH);

    assertThat(reader.post(EXPORT, "").status()).isEqualTo(403);
    assertThat(reader.post(IMPORT, "{}").status()).isEqualTo(403);
    assertThat(Permission.ENVIRONMENT_MANAGE).isEqualTo("environment:manage");
  }

  @Test
  void manyThingsAreTakenInPieces() {
    StringBuilder document = new StringBuilder("{\"applications\":[");
    for (int i = 0; i < 150; i++) {
      document.append("{\"name\":\"A\",\"uid\":\"a").append(i).append("\"},");
    }
    document.append("{\"name\":\"Large\",\"uid\":\"large\",\"endpoints\":[");
    for (int i = 0; i < 350; i++) {
      document.append(i == 0 ? "" : ",").append("{\"url\":\"https://example.com/").append(i);
      document.append("\",\"uid\":\"e").append(i).append("\"}");
    }
    byte[] body = document.append("]}]}").toString().getBytes(UTF_8);

    JsonNode rehearsed = into.post(DRY_RUN, body).body();
    JsonNode done = into.post(IMPORT, body).body();
    JsonNode again = into.post(IMPORT, into.post(EXPORT, "").text()).body();

    assertThat(rehearsed.path("endpoints").path("created").intValue()).isEqualTo(350);
    assertThat(done.path("endpoints").path("created").intValue()).isEqualTo(350);
    assertThat(done.path("endpoints").path("names").path("created")).hasSize(100);
    assertThat(done.path("applications").path("created").intValue()).isEqualTo(151);
    assertThat(again.path("endpoints").path("unchanged").intValue()).isEqualTo(350);
    assertThat(again.path("applications").path("unchanged").intValue()).isEqualTo(151);
  }

  /**
   * Two applications with three endpoints, of each one without a uid; the id of such an endpoint.
   */
  private String anApplicationWithEndpoints() {
    from.post(
        "/api/v1/event-type",
        "{\"name\":\"order.created\",\"description\":\"d\",\"schemas\":{\"1\":{\"type\":\"object\"}}}");
    from.post("/api/v1/event-type", "{\"name\":\"order.gone\",\"description\":\"\"}");
    from.post(
        "/api/v1/app",
        "{\"name\":\"Acme\",\"uid\":\"acme\",\"throttleRate\":9,\"metadata\":{\"a\":\"b\"}}");
    String nameless = from.post("/api/v1/app", "{\"name\":\"No uid\"}").field("id");
    from.post(
        "/api/v1/app/acme/endpoint",
        """
        {"url":"https://example.com/main","uid":"main","description":"d","disabled":true,
         "eventTypes":["order.created","item.*"],"channels":["c"],"throttleRate":7,
         "metadata":{"k":"v"},"retrySchedule":{"preset":"one-day"},"httpVersion":"2",
         "ordering":{"maximumAge":"PT1H"},"signature":{"style":"svix"}}
        """);
    String endpoint =
        from.post(
                "/api/v1/app/acme/endpoint",
                "{\"url\":\"https://example.com/second\",\"eventTypes\":[\"order.gone\"]}")
            .field("id");
    from.delete("/api/v1/event-type/order.gone");
    from.post("/api/v1/app/" + nameless + "/endpoint", "{\"url\":\"https://example.com/third\"}");
    return endpoint;
  }

  private EnvironmentId anEnvironment(Configuration.EnvironmentKind kind) {
    return environments.createIfAbsent(UUID.randomUUID().toString(), kind).id();
  }

  private static void operate(EnvironmentId environment, String patch) {
    assertThat(Api.ofOperator().patch("/api/v1/environment/" + environment, patch).status())
        .isEqualTo(200);
  }

  private static String withoutTimes(String document) {
    return document.replaceAll("\"(created|updated)At\":\"[^\"]*\"", "");
  }
}
