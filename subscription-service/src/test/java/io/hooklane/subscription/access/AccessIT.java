package io.hooklane.subscription.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.hooklane.contracts.configuration.Configuration;
import io.hooklane.contracts.configuration.Configuration.EnvironmentKind;
import io.hooklane.contracts.configuration.ConfigurationKey.Kind;
import io.hooklane.contracts.id.KeyId;
import io.hooklane.management.Capability;
import io.hooklane.management.Permission;
import io.hooklane.servers.TestServers;
import io.hooklane.subscription.Api;
import io.hooklane.subscription.ConfigurationTopic;
import io.hooklane.subscription.Tokens;
import io.hooklane.subscription.environment.Environment;
import io.hooklane.subscription.environment.Environments;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@WithTestResource(TestServers.class)
class AccessIT {

  private static final String KEYS = "/api/v1/key";

  @Inject Environments environments;
  @Inject ApiKeyRepository repository;
  @Inject PortalTokens portalTokens;
  @Inject DataSource database;

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String bootstrapServers;

  private final Api operator = Api.ofOperator();
  private Environment environment;
  private Api api;

  @BeforeEach
  void anEnvironmentOfItsOwn() {
    environment = environments.createIfAbsent(UUID.randomUUID().toString(), EnvironmentKind.TEST);
    api = Api.of(environment.id());
  }

  @Test
  void aKeyIsShownOnceAndKnownByItsHash() {
    Api.Answer made =
        operator.post(
            KEYS,
            "{\"name\":\"CI\",\"scopes\":[\"read\",\"publish\"],\"environment\":\"%s\"}"
                .formatted(environment.name()));

    String text = made.field("key");
    assertThat(made.status()).isEqualTo(201);
    assertThat(text).startsWith("hk_test_").hasSizeGreaterThan(40);
    assertThat(text).startsWith(made.field("hint"));
    Api.Answer again = operator.get(KEYS + "/" + made.field("id"));
    assertThat(again.body().path("scopes")).hasSize(2);
    assertThat(again.text()).doesNotContain(text).doesNotContain("\"key\"");
    assertThat(operator.get(KEYS + "?limit=250").text()).doesNotContain(text);
    Configuration.Key published = published(made.field("id"));
    assertThat(published.hash()).isEqualTo(ApiKey.hash(text));
    assertThat(published.environment()).isEqualTo(environment.id());
    assertThat(operator.get("/api/v1/audit-log?limit=250").text()).doesNotContain(text);
  }

  @Test
  void aRevokedKeyIsWithdrawnAndStaysOnRecord() {
    String id = aKey().field("id");

    assertThat(operator.delete(KEYS + "/" + id).status()).isEqualTo(204);
    assertThat(operator.delete(KEYS + "/" + id).status()).isEqualTo(204);

    List<ConfigurationTopic.Entry> entries =
        new ConfigurationTopic(bootstrapServers).entries(Kind.KEY, id);
    assertThat(entries).hasSize(2);
    assertThat(entries.getLast().configuration()).isEmpty();
    assertThat(operator.get(KEYS + "/" + id).field("revokedAt")).isNotEmpty();
  }

  @Test
  void listsTheKeysOfAnEnvironmentNewestFirst() {
    String first = aKey().field("id");
    String second = aKey().field("id");

    JsonNode page = operator.get(KEYS + "?environment=" + environment.id()).body();

    assertThat(page.path("data"))
        .extracting(it -> it.path("id").asText())
        .containsExactly(second, first);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"scopes":["read"],"environment":"E"}                                  | body.name
          {"name":"","scopes":["read"],"environment":"E"}                        | body.name
          {"name":"a","environment":"E"}                                         | body.scopes
          {"name":"a","scopes":[],"environment":"E"}                             | body.scopes
          {"name":"a","scopes":["fly"],"environment":"E"}                        | body.scopes
          {"name":"a","scopes":["read"]}                                         | body.environment
          {"name":"a","scopes":["read"],"environment":"nowhere"}                 | body.environment
          {"name":"a","scopes":["operate"],"environment":"E"}                    | body.environment
          {"name":"a","scopes":["read"],"environment":"E","expiresAt":"soon"}    | body.expiresAt
          {"name":"a","scopes":["read"],"environment":"E","expiresAt":"2020-01-01T00:00:00Z"} | body.expiresAt
          """)
  void refusesAKeyThatMakesNoSense(String body, String place) {
    Api.Answer answer = operator.post(KEYS, body.replace("\"E\"", '"' + environment.name() + '"'));

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.place()).isEqualTo(place);
  }

  @Test
  void keysAreForOperatorsAlone() {
    assertThat(api.get(KEYS).status()).isEqualTo(403);
    assertThat(api.post(KEYS, "{}").status()).isEqualTo(403);
    assertThat(operator.get("/api/v1/app").status()).isEqualTo(403);
    assertThat(operator.get(KEYS + "/key_" + "0".repeat(27)).status()).isEqualTo(404);
  }

  @Test
  void theGatewayTellsWhenAKeyWasUsed() {
    String id = aKey().field("id");
    Api gateway = Api.with(Tokens.of("gateway", Set.of(Permission.GATEWAY), Map.of()));

    assertThat(
            gateway.put("/internal/key-uses", "{\"%s\":\"1700000000000\"}".formatted(id)).status())
        .isEqualTo(204);
    gateway.put("/internal/key-uses", "{\"%s\":\"1600000000000\"}".formatted(id));

    assertThat(operator.get(KEYS + "/" + id).field("lastUsedAt")).isEqualTo("2023-11-14T22:13:20Z");
    assertThat(operator.put("/internal/key-uses", "{}").status()).isEqualTo(403);
  }

  @Test
  void aPortalTokenReachesItsApplicationAlone() {
    String mine = api.post("/api/v1/app", "{\"name\":\"A\",\"uid\":\"mine\"}").field("id");
    api.post("/api/v1/app", "{\"name\":\"B\",\"uid\":\"other\"}");
    api.put("/api/v1/app/mine/endpoint/e", "{\"url\":\"https://example.com\"}");
    api.put("/api/v1/app/other/endpoint/e", "{\"url\":\"https://example.com\"}");
    Api portal = Api.with(portalToken(mine));

    assertThat(portal.get("/api/v1/app/mine").status()).isEqualTo(200);
    assertThat(portal.get("/api/v1/app/" + mine + "/endpoint/e").status()).isEqualTo(200);
    assertThat(portal.get("/api/v1/app/other").status()).isEqualTo(404);
    assertThat(portal.get("/api/v1/app/other/endpoint").status()).isEqualTo(404);
    assertThat(portal.get("/api/v1/app/other/endpoint/e/secret").status()).isEqualTo(404);
    assertThat(portal.delete("/api/v1/app/other/endpoint/e").status()).isEqualTo(404);
    assertThat(
            portal.post("/api/v1/app/other/endpoint", "{\"url\":\"https://a.example\"}").status())
        .isEqualTo(404);
    assertThat(portal.patch("/api/v1/app/other/endpoint/e", "{\"disabled\":true}").status())
        .isEqualTo(404);
    assertThat(
            portal.put("/api/v1/app/other/endpoint/x", "{\"url\":\"https://a.example\"}").status())
        .isEqualTo(404);
    assertThat(portal.get("/api/v1/app").status()).isEqualTo(403);
    assertThat(portal.delete("/api/v1/app/mine").status()).isEqualTo(403);
    assertThat(portal.get("/api/v1/event-type").status()).isEqualTo(200);
  }

  @Test
  void portalAccessMakesTheApplicationWhenItIsGiven() {
    Api.Answer access =
        api.post(
            "/api/v1/auth/app-portal-access/fresh",
            "{\"application\":{\"name\":\"Fresh\"},\"readOnly\":true,\"expiry\":60}");

    assertThat(access.status()).isEqualTo(200);
    assertThat(access.field("url")).contains("#token=" + access.field("token"));
    assertThat(api.get("/api/v1/app/fresh").field("name")).isEqualTo("Fresh");
    Configuration.Key token = publishedOf(access.field("token"));
    assertThat(token.capabilities()).containsExactly(Capability.VIEW_BASE.wireName());
    assertThat(token.expiresAt())
        .isBetween(Instant.now().plusSeconds(30), Instant.now().plusSeconds(61));
    assertThat(api.post("/api/v1/auth/app-portal-access/nobody", "{}").status()).isEqualTo(404);
  }

  @Test
  void logoutEndsThatTokenAndExpireAllTheOthers() {
    api.post("/api/v1/app", "{\"name\":\"A\",\"uid\":\"a\"}");
    String[] ids = new String[3];
    for (int i = 0; i < ids.length; i++) {
      ids[i] =
          publishedOf(api.post("/api/v1/auth/app-portal-access/a", "{}").field("token"))
              .id()
              .value();
    }
    Api first = Api.with(Tokens.of(ids[0], Set.of(), Map.of("env", environment.id().value())));

    assertThat(first.post("/api/v1/auth/logout", "").status()).isEqualTo(204);
    assertThat(isWithdrawn(ids[0])).isTrue();
    assertThat(isWithdrawn(ids[1])).isFalse();
    assertThat(api.post("/api/v1/auth/app/a/expire-all", "{}").status()).isEqualTo(204);
    assertThat(isWithdrawn(ids[1])).isTrue();
    assertThat(isWithdrawn(ids[2])).isTrue();
    assertThat(api.post("/api/v1/auth/logout", "").status()).isEqualTo(400);
  }

  @Test
  void deletingAnApplicationEndsItsTokens() {
    api.post("/api/v1/app", "{\"name\":\"A\",\"uid\":\"a\"}");
    String id =
        publishedOf(api.post("/api/v1/auth/app-portal-access/a", "{}").field("token")).id().value();

    assertThat(api.delete("/api/v1/app/a").status()).isEqualTo(204);

    assertThat(isWithdrawn(id)).isTrue();
  }

  @Test
  void aTokenThatHasEndedIsForgotten() {
    api.post("/api/v1/app", "{\"name\":\"A\",\"uid\":\"a\"}");
    String id =
        publishedOf(api.post("/api/v1/auth/app-portal-access/a", "{\"expiry\":1}").field("token"))
            .id()
            .value();

    await()
        .untilAsserted(
            () -> {
              portalTokens.doSome();
              assertThat(isWithdrawn(id)).isTrue();
            });
  }

  @Test
  void aTokenThatHasEndedIsLeftToTheInstanceThatHasItInHand() throws SQLException {
    api.post("/api/v1/app", "{\"name\":\"A\",\"uid\":\"a\"}");
    Configuration.Key token =
        publishedOf(api.post("/api/v1/auth/app-portal-access/a", "{\"expiry\":1}").field("token"));
    try (Connection other = database.getConnection();
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute(
          "SELECT 1 FROM subscription.api_key WHERE id = '%s' FOR UPDATE".formatted(token.id()));
      await().until(() -> Instant.now().isAfter(token.expiresAt()));

      CompletableFuture.runAsync(portalTokens::doSome).orTimeout(20, TimeUnit.SECONDS).join();

      assertThat(isWithdrawn(token.id().value())).isFalse();
      other.rollback();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"capabilities":["Fly"]}              | body.capabilities
          {"expiry":0}                          | body.expiry
          {"expiry":604801}                     | body.expiry
          {"featureFlags":"a"}                  | body.featureFlags
          {"application":{"name":""}}           | body.application.name
          {"application":{"name":"a","uid":"b"}}| body.application
          """)
  void refusesPortalAccessThatMakesNoSense(String body, String place) {
    Api.Answer answer = api.post("/api/v1/auth/app-portal-access/unknown", body);

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.place()).isEqualTo(place);
  }

  @Test
  void tellsWhoCalls() {
    JsonNode who = api.get("/api/v1/auth/whoami").body();

    assertThat(who.path("environment").path("kind").asText()).isEqualTo("test");
    assertThat(who.path("permissions").toString()).contains("endpoint:manage");
    assertThat(operator.get("/api/v1/auth/whoami").body().has("environment")).isFalse();
  }

  private Api.Answer aKey() {
    return operator.post(
        KEYS,
        "{\"name\":\"CI\",\"scopes\":[\"read\"],\"environment\":\"%s\"}"
            .formatted(environment.id()));
  }

  private String portalToken(String application) {
    return Tokens.of(
        "key_portal",
        java.util.Arrays.stream(Capability.values())
            .flatMap(it -> it.permissions().stream())
            .collect(java.util.stream.Collectors.toSet()),
        Map.of("env", environment.id().value(), "app", application));
  }

  private Configuration.Key published(String id) {
    return (Configuration.Key)
        new ConfigurationTopic(bootstrapServers)
            .entries(Kind.KEY, new KeyId(id).value())
            .getFirst()
            .configuration()
            .orElseThrow();
  }

  private Configuration.Key publishedOf(String token) {
    return new ConfigurationTopic(bootstrapServers)
        .entries().stream()
            .flatMap(it -> it.configuration().stream())
            .filter(Configuration.Key.class::isInstance)
            .map(Configuration.Key.class::cast)
            .filter(it -> it.hash().equals(ApiKey.hash(token)))
            .findFirst()
            .orElseThrow();
  }

  private boolean isWithdrawn(String id) {
    return new ConfigurationTopic(bootstrapServers)
        .entries(Kind.KEY, id)
        .getLast()
        .configuration()
        .isEmpty();
  }
}
