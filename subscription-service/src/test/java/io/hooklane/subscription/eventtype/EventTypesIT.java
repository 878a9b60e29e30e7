package io.hooklane.subscription.eventtype;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.hooklane.contracts.configuration.Configuration;
import io.hooklane.contracts.configuration.ConfigurationKey.Kind;
import io.hooklane.contracts.id.EnvironmentId;
import io.hooklane.management.Permission;
import io.hooklane.servers.TestServers;
import io.hooklane.subscription.Api;
import io.hooklane.subscription.ConfigurationTopic;
import io.hooklane.subscription.Tokens;
import io.hooklane.subscription.environment.Environments;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(TestServers.class)
class EventTypesIT {

  private static final String TYPES = "/api/v1/event-type";

  @Inject Environments environments;

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String bootstrapServers;

  private EnvironmentId environment;
  private Api api;

  @BeforeEach
  void anEnvironmentOfItsOwn() {
    environment =
        environments
            .createIfAbsent(UUID.randomUUID().toString(), Configuration.EnvironmentKind.TEST)
            .id();
    api = Api.of(environment);
  }

  @Test
  void createdWithItsSchemasAndReadBack() {
    Api.Answer created =
        api.post(
            TYPES,
            """
            {"name":"order.reminder","description":"d","featureFlag":"beta",
             "schemas":{"1":{"type":"object","z":1,"a":2}}}
            """);

    assertThat(created.status()).isEqualTo(201);
    assertThat(created.body().path("schemas").toString())
        .isEqualTo("{\"1\":{\"type\":\"object\",\"z\":1,\"a\":2}}");
    assertThat(created.field("featureFlag")).isEqualTo("beta");
    assertThat(created.body().path("featureFlags").toString()).isEqualTo("[\"beta\"]");
    assertThat(created.body().path("deprecated").booleanValue()).isFalse();
    assertThat(api.get(TYPES + "/order.reminder").body()).isEqualTo(created.body());
    assertThat(api.get(TYPES).body().path("data").path(0).has("schemas")).isFalse();
    assertThat(api.get(TYPES + "?with_content=true").body().path("data").path(0).path("schemas"))
        .isEqualTo(created.body().path("schemas"));
    assertThat(configurations("order.reminder"))
        .containsExactly(new Configuration.EventType(environment, "order.reminder", false));
  }

  @Test
  void aNameThatIsTakenIsAConflictOfItsOwnKind() {
    api.post(TYPES, "{\"name\":\"a.b\",\"description\":\"d\"}");

    Api.Answer again = api.post(TYPES, "{\"name\":\"a.b\",\"description\":\"d\"}");

    assertThat(again.status()).isEqualTo(409);
    assertThat(again.field("code")).isEqualTo("event_type_exists");
  }

  @Test
  void deletedIsArchivedAndCanBeMadeAgain() {
    api.post(TYPES, "{\"name\":\"a.b\",\"description\":\"d\"}");

    assertThat(api.delete(TYPES + "/a.b").status()).isEqualTo(204);

    assertThat(api.get(TYPES + "/a.b").body().path("archived").booleanValue()).isTrue();
    assertThat(names(api.get(TYPES).body())).isEmpty();
    assertThat(names(api.get(TYPES + "?include_archived=true").body())).containsExactly("a.b");
    assertThat(api.post(TYPES, "{\"name\":\"a.b\",\"description\":\"new\"}").status())
        .isEqualTo(201);
    assertThat(configurations("a.b"))
        .extracting(it -> ((Configuration.EventType) it).archived())
        .containsExactly(false, true, false);
  }

  @Test
  void expungedIsGone() {
    api.post(TYPES, "{\"name\":\"a.b\",\"description\":\"d\"}");

    assertThat(api.delete(TYPES + "/a.b?expunge=true").status()).isEqualTo(204);

    assertThat(api.get(TYPES + "/a.b").status()).isEqualTo(404);
    assertThat(api.delete(TYPES + "/a.b?expunge=true").status()).isEqualTo(404);
    assertThat(
            new ConfigurationTopic(bootstrapServers)
                .entries(Kind.EVENT_TYPE, environment.value() + "/a.b")
                .getLast()
                .configuration())
        .isEmpty();
  }

  @Test
  void patchKeepsWhatIsAbsentAndPutDoesNot() {
    api.put(
        TYPES + "/a.b", "{\"description\":\"d\",\"featureFlags\":[\"x\",\"y\"],\"schemas\":{}}");

    JsonNode patched = api.patch(TYPES + "/a.b", "{\"deprecated\":true,\"schemas\":null}").body();
    Api.Answer put = api.put(TYPES + "/a.b", "{\"description\":\"e\"}");

    assertThat(patched.path("description").asText()).isEqualTo("d");
    assertThat(patched.path("featureFlags")).hasSize(2);
    assertThat(patched.has("schemas")).isFalse();
    assertThat(put.status()).isEqualTo(200);
    assertThat(put.body().path("deprecated").booleanValue()).isFalse();
    assertThat(put.body().has("featureFlags")).isFalse();
  }

  @Test
  void pagesByName() {
    for (String name : List.of("b", "a.c", "a", "B")) {
      api.post(TYPES, "{\"name\":\"" + name + "\",\"description\":\"\"}");
    }

    JsonNode first = api.get(TYPES + "?limit=3").body();
    JsonNode second =
        api.get(TYPES + "?limit=3&iterator=" + first.path("iterator").asText()).body();

    assertThat(names(first)).containsExactly("B", "a", "a.c");
    assertThat(names(second)).containsExactly("b");
    assertThat(names(api.get(TYPES + "?limit=2&order=descending").body()))
        .containsExactly("b", "a.c");
    assertThat(names(api.get(TYPES + "?limit=2&iterator=-b").body())).containsExactly("a", "a.c");
    assertThat(api.get(TYPES + "?iterator=a%20b").place()).isEqualTo("query.iterator");
  }

  @Test
  void namesTheFieldThatIsWrong() {
    assertThat(api.post(TYPES, "{\"name\":\"a\"}").place()).isEqualTo("body.description");
    assertThat(api.post(TYPES, "{\"name\":\"a b\",\"description\":\"\"}").place())
        .isEqualTo("body.name");
    assertThat(
            api.post(TYPES, "{\"name\":\"a\",\"description\":\"\",\"schemas\":{\"1\":2}}").place())
        .isEqualTo("body.schemas.1");
    assertThat(api.post(TYPES, "{\"name\":\"a\",\"description\":\"\",\"archived\":\"no\"}").place())
        .isEqualTo("body.archived");
    assertThat(
            api.post(TYPES, "{\"name\":\"a\",\"description\":\"\",\"featureFlag\":\"a b\"}")
                .place())
        .isEqualTo("body.featureFlag");
  }

  @Test
  void aSchemaAloneShowsASample() {
    Api.Answer created =
        api.post(
            TYPES,
            """
            {"name":"order.paid","description":"d","schemas":{"2":{"type":"object",
             "required":["id"],"properties":{"id":{"type":"string","format":"uuid"}}},
             "10":{"type":"object","required":["total"],"properties":
              {"total":{"type":"number","minimum":3},"at":{"format":"date-time"}}}}}
            """);

    assertThat(created.status()).isEqualTo(201);
    JsonNode example = api.get(TYPES + "/order.paid/example").body();
    assertThat(created.body().path("example")).isEqualTo(example);
    assertThat(example.toString())
        .isEqualTo(
            "{\"version\":\"10\",\"example\":{\"total\":3,\"at\":\"2026-01-02T03:04:05Z\"},"
                + "\"generated\":true}");
    assertThat(api.get(TYPES + "/order.paid/example?version=2").body().path("example").path("id"))
        .isNotNull();
    assertThat(api.get(TYPES + "/order.paid/example?version=3").status()).isEqualTo(404);
    assertThat(created.field("group")).isEqualTo("order");
    assertThat(api.get(TYPES).body().path("data").path(0).has("example")).isFalse();
    assertThat(api.get(TYPES + "?with_content=true").body().path("data").path(0).path("example"))
        .isEqualTo(example);
  }

  @Test
  void examplesThatAreGivenAreKeptAsTheyAre() {
    api.put(
        TYPES + "/a.b",
        """
        {"description":"d","schemas":{"1":{"properties":{"z":{"type":"integer"}}}},
         "examples":{"1":{"z":1,"a":"ö"}}}
        """);

    Api.Answer answer = api.get(TYPES + "/a.b");

    assertThat(answer.body().path("examples").toString())
        .isEqualTo("{\"1\":{\"z\":1,\"a\":\"ö\"}}");
    assertThat(answer.body().path("example").toString())
        .isEqualTo("{\"version\":\"1\",\"example\":{\"z\":1,\"a\":\"ö\"},\"generated\":false}");
    assertThat(api.patch(TYPES + "/a.b", "{\"examples\":null}").body().path("example").toString())
        .isEqualTo("{\"version\":\"1\",\"example\":{\"z\":1},\"generated\":true}");
  }

  @Test
  void aTypeWithoutASchemaHasTheEmptySample() {
    api.put(TYPES + "/a.b", "{\"description\":\"d\"}");

    assertThat(api.get(TYPES + "/a.b/example").text())
        .isEqualTo("{\"version\":null,\"example\":{},\"generated\":true}");
  }

  @Test
  void saysWhyASchemaHasNoSample() {
    api.put(TYPES + "/a.b", "{\"description\":\"d\",\"schemas\":{\"1\":{\"type\":\"string\"}}}");

    JsonNode example = api.get(TYPES + "/a.b/example").body();

    assertThat(example.path("example").isNull()).isTrue();
    assertThat(example.path("reason").asText()).isNotBlank();
  }

  @Test
  void namesThePlaceInASchemaOrAnExample() {
    assertThat(
            api.put(
                    TYPES + "/a",
                    "{\"description\":\"\",\"schemas\":{\"1\":{\"properties\":"
                        + "{\"x\":{\"type\":\"strin\"}}}}}")
                .place())
        .isEqualTo("body.schemas.1.properties.x.type");
    assertThat(
            api.put(
                    TYPES + "/a",
                    "{\"description\":\"\",\"schemas\":{\"1\":{\"$ref\":"
                        + "\"https://example.com/s.json\"}}}")
                .place())
        .isEqualTo("body.schemas.1.$ref");
    assertThat(
            api.put(
                    TYPES + "/a",
                    "{\"description\":\"\",\"schemas\":{\"1\":{\"properties\":"
                        + "{\"x\":{\"type\":\"integer\"}}}},\"examples\":{\"1\":{\"x\":\"no\"}}}")
                .place())
        .isEqualTo("body.examples.1.x");
    assertThat(api.put(TYPES + "/a", "{\"description\":\"\",\"examples\":{\"1\":[1]}}").place())
        .isEqualTo("body.examples.1");
    assertThat(api.put(TYPES + "/a", "{\"description\":\"\",\"schemas\":{\"a b\":{}}}").place())
        .isEqualTo("body.schemas");
    assertThat(
            api.put(
                    TYPES + "/a",
                    "{\"description\":\"\",\"schemas\":{\"1\":{\"description\":\""
                        + "x".repeat(300_000)
                        + "\"}}}")
                .place())
        .isEqualTo("body.schemas");
    assertThat(api.get(TYPES + "/a").status()).isEqualTo(404);
  }

  @Test
  void aPortalSeesOnlyWhatItsFlagsShow() {
    api.put(TYPES + "/open", "{\"description\":\"d\"}");
    api.put(TYPES + "/beta", "{\"description\":\"d\",\"featureFlags\":[\"b\",\"c\"]}");
    api.put(TYPES + "/other", "{\"description\":\"d\",\"featureFlag\":\"x\"}");
    Set<String> permissions = Set.of(Permission.CATALOG_READ);

    Api portal = Api.with(Tokens.ofPortal(environment, permissions, Set.of("c", "d")));

    assertThat(names(portal.get(TYPES).body())).containsExactly("beta", "open");
    assertThat(portal.get(TYPES + "/beta").status()).isEqualTo(200);
    assertThat(portal.get(TYPES + "/other").status()).isEqualTo(404);
    assertThat(portal.get(TYPES + "/other/example").status()).isEqualTo(404);
    Api flagless = Api.with(Tokens.ofPortal(environment, permissions, Set.of()));
    assertThat(names(flagless.get(TYPES).body())).containsExactly("open");
    assertThat(names(api.get(TYPES).body())).containsExactly("beta", "open", "other");
  }

  private List<Configuration> configurations(String name) {
    return new ConfigurationTopic(bootstrapServers)
        .entries(Kind.EVENT_TYPE, environment.value() + "/" + name).stream()
            .map(it -> it.configuration().orElseThrow())
            .toList();
  }

  private static List<String> names(JsonNode page) {
    List<String> names = new ArrayList<>();
    page.path("data").forEach(it -> names.add(it.path("name").asText()));
    return names;
  }
}
