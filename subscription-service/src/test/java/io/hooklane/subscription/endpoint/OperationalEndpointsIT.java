package io.hooklane.subscription.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.hooklane.contracts.configuration.Configuration;
import io.hooklane.contracts.id.EnvironmentId;
import io.hooklane.management.Capability;
import io.hooklane.management.Scope;
import io.hooklane.servers.TestServers;
import io.hooklane.subscription.Api;
import io.hooklane.subscription.Api.Answer;
import io.hooklane.subscription.Tokens;
import io.hooklane.subscription.environment.Environments;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The endpoints of operational webhooks over HTTP, and how their application is hidden. */
@QuarkusTest
@WithTestResource(TestServers.class)
@SuppressWarnings("NullAway.Init") // Fields are set before each test.
class OperationalEndpointsIT {

  private static final String PATH = "/api/v1/operational-webhook/endpoint";
  private static final String BODY = "{\"url\":\"https://example.com/hook\"}";

  @Inject Environments environments;

  private EnvironmentId environment;
  private Api api;

  @BeforeEach
  void anEnvironment() {
    environment =
        environments
            .createIfAbsent(UUID.randomUUID().toString(), Configuration.EnvironmentKind.TEST)
            .id();
    api = Api.of(environment);
  }

  @Test
  void readsBackAsItWasMadeAndReplaced() {
    // Given
    Answer made =
        api.post(
            PATH,
            """
            {"url":"https://example.com/hook","uid":"ops","description":"On call",
             "filterTypes":["endpoint.disabled","message.attempt.*"],"rateLimit":5,
             "metadata":{"a":"b"}}
            """);
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    assertThat(made.body().path("filterTypes")).hasSize(2);
    assertThat(made.body().path("throttleRate").asInt()).isEqualTo(5);
    assertThat(api.get(PATH + "/ops").body()).isEqualTo(made.body());

    // When
    Answer replaced =
        api.put(PATH + "/ops", "{\"url\":\"https://example.com/other\",\"disabled\":true}");

    // Then
    assertThat(replaced.status()).as(replaced.text()).isEqualTo(200);
    assertThat(replaced.field("id")).isEqualTo(made.field("id"));
    assertThat(replaced.field("uid")).isEqualTo("ops");
    assertThat(replaced.field("url")).isEqualTo("https://example.com/other");
    assertThat(replaced.body().path("disabled").asBoolean()).isTrue();
    assertThat(replaced.body().has("filterTypes")).isFalse();
    assertThat(api.delete(PATH + "/ops").status()).isEqualTo(204);
    assertThat(api.get(PATH + "/ops").status()).isEqualTo(404);
  }

  @Test
  void listsNewestFirstPageByPage() {
    assertThat(api.get(PATH).body().path("data")).isEmpty();
    String older = api.post(PATH, BODY).field("id");
    String newer = api.post(PATH, BODY).field("id");

    JsonNode first = api.get(PATH + "?limit=1").body();
    JsonNode second = api.get(PATH + "?limit=1&iterator=" + first.path("iterator").asText()).body();

    assertThat(first.path("data").findValuesAsText("id")).containsExactly(newer);
    assertThat(second.path("data").findValuesAsText("id")).containsExactly(older);
    assertThat(second.path("done").asBoolean()).isTrue();
  }

  @Test
  void eightFirstOnesAtOnceAreAllMade() throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      List<Callable<Integer>> calls = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        String key = UUID.randomUUID().toString();
        calls.add(() -> api.postOnce(key, PATH, BODY).status());
      }
      for (Future<Integer> call : threads.invokeAll(calls)) {
        assertThat(call.get()).isEqualTo(201);
      }
    }
    assertThat(api.get(PATH).body().path("data")).hasSize(8);
  }

  @Test
  void itsSecretAndHeadersAreItsOwn() {
    String id = api.post(PATH, BODY).field("id");
    String secret = api.get(PATH + "/" + id + "/secret").field("key");

    assertThat(api.post(PATH + "/" + id + "/secret/rotate", "{}").status()).isEqualTo(204);
    String headers = "{\"headers\":{\"X-One\":\"1\",\"Authorization\":\"Bearer x\"}}";
    assertThat(api.put(PATH + "/" + id + "/headers", headers).status()).isEqualTo(204);

    assertThat(secret).startsWith("whsec_");
    assertThat(api.get(PATH + "/" + id + "/secret").field("key"))
        .startsWith("whsec_")
        .isNotEqualTo(secret);
    JsonNode shown = api.get(PATH + "/" + id + "/headers").body();
    assertThat(shown.path("headers").path("X-One").asText()).isEqualTo("1");
    assertThat(shown.path("sensitive").path(0).asText()).isEqualTo("Authorization");
  }

  @Test
  void namesTheTypesThatThereAreNot() {
    Answer answer =
        api.post(
            PATH,
            """
            {"url":"https://example.com","filterTypes":["endpoint.*","endpoint.gone","order.*"]}
            """);

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.place()).isEqualTo("body.filterTypes");
    assertThat(answer.text())
        .contains("No operational event types: endpoint.gone, order.*")
        .contains("endpoint.disabled");
    assertThat(api.post(PATH, "{\"url\":\"https://x.example\",\"filterTypes\":[]}").place())
        .isEqualTo("body.filterTypes");
    assertThat(api.post(PATH, "{}").place()).isEqualTo("body.url");
    assertThat(api.post(PATH, "{\"url\":\"http://169.254.169.254/\"}").place())
        .isEqualTo("body.url");
    assertThat(api.get(PATH + "?limit=251").place()).isEqualTo("query.limit");
  }

  @Test
  void aKeyThatOnlyReadsChangesNothingAndSeesNoSecret() {
    String id = api.post(PATH, BODY).field("id");
    Api reader = Api.of(environment, Scope.READ);

    assertThat(reader.get(PATH + "/" + id).status()).isEqualTo(200);
    assertThat(
            List.of(
                reader.get(PATH + "/" + id + "/secret").status(),
                reader.post(PATH, BODY).status(),
                reader.put(PATH + "/" + id, BODY).status(),
                reader.put(PATH + "/" + id + "/headers", "{\"headers\":{}}").status(),
                reader.post(PATH + "/" + id + "/secret/rotate", "{}").status(),
                reader.delete(PATH + "/" + id).status()))
        .containsOnly(403);
  }

  @Test
  void aPortalsTokenReachesNothingOfIt() {
    String id = api.post(PATH, BODY).field("id");
    Set<String> all =
        Arrays.stream(Capability.values())
            .flatMap(it -> it.permissions().stream())
            .collect(Collectors.toSet());
    Api portal = Api.with(Tokens.ofPortal(environment, all, Set.of()));

    assertThat(
            List.of(
                portal.get(PATH).status(),
                portal.get(PATH + "/" + id).status(),
                portal.get(PATH + "/" + id + "/headers").status(),
                portal.get(PATH + "/" + id + "/secret").status(),
                portal.post(PATH, BODY).status(),
                portal.delete(PATH + "/" + id).status()))
        .containsOnly(403);
  }

  @Test
  void eachEnvironmentHasItsOwn() {
    String id = api.post(PATH, BODY).field("id");
    Api other =
        Api.of(
            environments
                .createIfAbsent(UUID.randomUUID().toString(), Configuration.EnvironmentKind.TEST)
                .id());

    assertThat(other.get(PATH + "/" + id).status()).isEqualTo(404);
    other.post(PATH, BODY);
    assertThat(other.get(PATH + "/" + id).status()).isEqualTo(404);
    assertThat(other.delete(PATH + "/" + id).status()).isEqualTo(404);
  }

  @Test
  void itsApplicationIsHiddenAndCannotBeTaken() {
    // Given
    api.post(PATH, BODY);
    String uid = Configuration.Application.OPERATIONAL_UID;
    String app = "/api/v1/app/" + uid;
    String id =
        api.get("/api/v1/audit-log").body().findValuesAsText("application").stream()
            .findFirst()
            .orElse("");

    // Then
    assertThat(api.get("/api/v1/app").body().path("data")).isEmpty();
    assertThat(
            List.of(
                api.get(app).status(),
                api.put(app, "{\"name\":\"Mine\"}").status(),
                api.patch(app, "{\"name\":\"Mine\"}").status(),
                api.delete(app).status(),
                api.get(app + "/endpoint").status(),
                api.post(app + "/endpoint", BODY).status(),
                api.post("/api/v1/auth/app-portal-access/" + uid, "{}").status(),
                api.get("/api/v1/app/" + id).status()))
        .containsOnly(404);
    Answer taken = api.post("/api/v1/app", "{\"name\":\"Mine\",\"uid\":\"" + uid + "\"}");
    assertThat(taken.status()).isEqualTo(422);
    assertThat(taken.place()).isEqualTo("body.uid");
    Answer exported = api.post("/api/v1/environment/export", "{}");
    assertThat(exported.status()).as(exported.text()).isEqualTo(200);
    assertThat(exported.text()).doesNotContain(uid);
  }
}
