package io.hooklane.subscription.application;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.hooklane.contracts.configuration.Configuration;
import io.hooklane.contracts.configuration.ConfigurationKey.Kind;
import io.hooklane.contracts.id.ApplicationId;
import io.hooklane.contracts.id.EnvironmentId;
import io.hooklane.management.Scope;
import io.hooklane.servers.TestServers;
import io.hooklane.subscription.Api;
import io.hooklane.subscription.ConfigurationTopic;
import io.hooklane.subscription.environment.Environments;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(TestServers.class)
class ApplicationsIT {

  private static final String APPS = "/api/v1/app";

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
  void createdAndReadBackByIdAndUid() {
    Api.Answer created =
        api.post(
            APPS,
            """
            {"name":"Acme","uid":"acme","rateLimit":7,"metadata":{"b":"1","a":"2"},"other":1}
            """);

    assertThat(created.status()).isEqualTo(201);
    assertThat(created.field("id")).matches(ApplicationId::isForm);
    assertThat(created.field("throttleRate")).isEqualTo("7");
    assertThat(created.field("rateLimit")).isEqualTo("7");
    assertThat(created.body().path("metadata").toString()).isEqualTo("{\"b\":\"1\",\"a\":\"2\"}");
    assertThat(api.get(APPS + "/acme").body()).isEqualTo(created.body());
    assertThat(api.get(APPS + "/" + created.field("id")).body()).isEqualTo(created.body());
  }

  @Test
  void isOnTheConfigurationLogBeforeTheAnswer() {
    String id = api.post(APPS, "{\"name\":\"Acme\",\"uid\":\"acme\"}").field("id");

    assertThat(topic().entries(Kind.APPLICATION, id))
        .extracting(it -> it.configuration().orElseThrow())
        .containsExactly(
            new Configuration.Application(
                new ApplicationId(id), environment, "acme", "Acme", null));
  }

  @Test
  void patchKeepsWhatIsAbsentAndClearsWhatIsNull() {
    api.post(
        APPS,
        "{\"name\":\"Acme\",\"uid\":\"acme\",\"throttleRate\":7,\"metadata\":{\"a\":\"1\",\"b\":\"2\"}}");

    Api.Answer patched =
        api.patch(APPS + "/acme", "{\"throttleRate\":null,\"metadata\":{\"c\":\"3\"}}");

    assertThat(patched.status()).isEqualTo(200);
    assertThat(patched.field("name")).isEqualTo("Acme");
    assertThat(patched.field("uid")).isEqualTo("acme");
    assertThat(patched.body().has("throttleRate")).isFalse();
    assertThat(patched.body().path("metadata").toString()).isEqualTo("{\"c\":\"3\"}");
  }

  @Test
  void putMakesWhatIsNotThereAndReplacesWhatIs() {
    Api.Answer made = api.put(APPS + "/acme", "{\"name\":\"Acme\",\"throttleRate\":3}");
    Api.Answer replaced = api.put(APPS + "/acme", "{\"name\":\"Acme 2\"}");

    assertThat(made.status()).isEqualTo(201);
    assertThat(replaced.status()).isEqualTo(200);
    assertThat(replaced.field("id")).isEqualTo(made.field("id"));
    assertThat(replaced.field("name")).isEqualTo("Acme 2");
    assertThat(replaced.body().has("throttleRate")).isFalse();
    assertThat(api.put(APPS + "/" + made.field("id"), "{\"name\":\"A\"}").body().has("uid"))
        .isFalse();
  }

  @Test
  void goneOnceDeletedAndItsUidIsFree() {
    String id = api.post(APPS, "{\"name\":\"Acme\",\"uid\":\"acme\"}").field("id");
    String endpoint =
        api.post(APPS + "/acme/endpoint", "{\"url\":\"https://example.com\"}").field("id");

    assertThat(api.delete(APPS + "/acme").status()).isEqualTo(204);

    assertThat(api.delete(APPS + "/" + id).status()).isEqualTo(404);
    assertThat(api.get(APPS + "/acme").field("code")).isEqualTo("not_found");
    assertThat(topic().entries(Kind.APPLICATION, id).getLast().configuration()).isEmpty();
    assertThat(topic().entries(Kind.ENDPOINT, endpoint).getLast().configuration()).isEmpty();
    assertThat(api.post(APPS, "{\"name\":\"Acme\",\"uid\":\"acme\"}").status()).isEqualTo(201);
  }

  @Test
  void pagesForwardsAndBackwards() {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      ids.add(api.post(APPS, "{\"name\":\"" + i + "\"}").field("id"));
    }
    List<String> sorted = ids.stream().sorted().toList();

    JsonNode first = api.get(APPS + "?limit=2").body();
    JsonNode second = next(first, "iterator");
    JsonNode third = next(second, "iterator");
    JsonNode secondAgain = next(third, "prevIterator");
    JsonNode firstAgain = next(secondAgain, "prevIterator");

    assertThat(ids(first)).isEqualTo(sorted.subList(0, 2));
    assertThat(ids(second)).isEqualTo(sorted.subList(2, 4));
    assertThat(ids(third)).isEqualTo(sorted.subList(4, 5));
    assertThat(third.path("done").booleanValue()).isTrue();
    assertThat(third.path("iterator").isNull()).isTrue();
    assertThat(ids(secondAgain)).isEqualTo(sorted.subList(2, 4));
    assertThat(secondAgain.path("done").booleanValue()).isFalse();
    assertThat(ids(firstAgain)).isEqualTo(sorted.subList(0, 2));
    assertThat(firstAgain.path("done").booleanValue()).isTrue();
    assertThat(ids(api.get(APPS + "?order=descending").body())).isEqualTo(sorted.reversed());
  }

  @Test
  void refusesPagesThatCannotBe() {
    assertThat(api.get(APPS + "?limit=251").place()).isEqualTo("query.limit");
    assertThat(api.get(APPS + "?limit=0").status()).isEqualTo(422);
    assertThat(api.get(APPS + "?iterator=nonsense").place()).isEqualTo("query.iterator");
    assertThat(api.get(APPS + "?limit=many").status()).isEqualTo(400);
    assertThat(api.get(APPS + "?order=sideways").status()).isEqualTo(400);
  }

  @Test
  void ofManyCreatesOfOneUidOneSucceeds() throws Exception {
    List<Integer> statuses =
        atOnce(50, () -> api.post(APPS, "{\"name\":\"Acme\",\"uid\":\"acme\"}").status());

    assertThat(statuses).filteredOn(it -> it == 201).hasSize(1);
    assertThat(statuses).filteredOn(it -> it == 409).hasSize(49);
  }

  @Test
  void ofManyUpsertsOfOneUidAllNameOneApplication() throws Exception {
    List<String> ids = atOnce(20, () -> api.put(APPS + "/acme", "{\"name\":\"Acme\"}").field("id"));
    List<String> same =
        atOnce(
            20,
            () ->
                api.post(APPS + "?get_if_exists=true", "{\"name\":\"X\",\"uid\":\"acme\"}")
                    .field("id"));

    assertThat(ids).containsOnly(api.get(APPS + "/acme").field("id"));
    assertThat(same).containsOnly(ids.getFirst());
  }

  @Test
  void namesTheFieldThatIsWrong() {
    assertThat(api.post(APPS, "{}").place()).isEqualTo("body.name");
    assertThat(api.post(APPS, "{\"name\":1}").place()).isEqualTo("body.name");
    assertThat(api.post(APPS, "{\"name\":\"a\\u0000\"}").place()).isEqualTo("body.name");
    assertThat(api.post(APPS, "{\"name\":\"\\ud800\"}").place()).isEqualTo("body.name");
    assertThat(api.post(APPS, "{\"name\":\"a\",\"uid\":\"app_1\"}").place()).isEqualTo("body.uid");
    assertThat(api.post(APPS, "{\"name\":\"a\",\"metadata\":{\"k\":1}}").place())
        .isEqualTo("body.metadata.k");
    assertThat(api.post(APPS, "{\"name\":\"a\",\"throttleRate\":0}").place())
        .isEqualTo("body.throttleRate");
    assertThat(api.post(APPS, "{\"name\":\"" + "a".repeat(2_000) + "\"}").place())
        .isEqualTo("body.name");
  }

  @Test
  void refusesBodiesThatCannotBeRead() {
    assertThat(api.post(APPS, "{").status()).isEqualTo(422);
    assertThat(api.post(APPS, "").status()).isEqualTo(422);
    assertThat(api.post(APPS, "[]").place()).isEqualTo("body");
    assertThat(api.post(APPS, "[".repeat(100_000)).status()).isEqualTo(422);
    assertThat(api.post(APPS, new byte[] {'{', '"', (byte) 0xff, '"'}).status()).isEqualTo(422);
    Api.Answer tooLarge = api.post(APPS, "{\"name\":\"" + "a".repeat(2_200_000) + "\"}");
    assertThat(tooLarge.status()).isEqualTo(413);
    assertThat(tooLarge.field("code")).isEqualTo("payload_too_large");
  }

  @Test
  void anotherEnvironmentDoesNotSeeIt() {
    String id = api.post(APPS, "{\"name\":\"Acme\",\"uid\":\"acme\"}").field("id");
    Api other =
        Api.of(
            environments
                .createIfAbsent(UUID.randomUUID().toString(), Configuration.EnvironmentKind.LIVE)
                .id());

    assertThat(other.get(APPS + "/" + id).status()).isEqualTo(404);
    assertThat(other.delete(APPS + "/acme").status()).isEqualTo(404);
    assertThat(other.get(APPS).body().path("data")).isEmpty();
    assertThat(other.post(APPS, "{\"name\":\"Acme\",\"uid\":\"acme\"}").status()).isEqualTo(201);
  }

  @Test
  void aKeyThatMayReadMayNotWrite() {
    Api reader = Api.of(environment, Scope.READ);

    assertThat(reader.get(APPS).status()).isEqualTo(200);
    assertThat(reader.post(APPS, "{\"name\":\"Acme\"}").status()).isEqualTo(403);
    assertThat(reader.delete(APPS + "/acme").field("code")).isEqualTo("insufficient_access");
  }

  @Test
  void whatIsNeitherIdNorUidIsNotFound() {
    assertThat(api.get(APPS + "/a%20b").status()).isEqualTo(404);
    assertThat(api.get(APPS + "/a%00b").status()).isEqualTo(404);
    assertThat(api.put(APPS + "/app_x", "{\"name\":\"a\"}").status()).isEqualTo(404);
    assertThat(api.get("/api/v1/health").status()).isEqualTo(204);
    assertThat(api.get("/api/v1/health/ping").status()).isEqualTo(204);
  }

  private ConfigurationTopic topic() {
    return new ConfigurationTopic(bootstrapServers);
  }

  private JsonNode next(JsonNode page, String iterator) {
    return api.get(APPS + "?limit=2&iterator=" + page.path(iterator).asText()).body();
  }

  private static List<String> ids(JsonNode page) {
    List<String> ids = new ArrayList<>();
    page.path("data").forEach(it -> ids.add(it.path("id").asText()));
    return ids;
  }

  private static <T> List<T> atOnce(int times, Callable<T> call) throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(times)) {
      List<T> results = new ArrayList<>();
      for (Future<T> result : threads.invokeAll(java.util.Collections.nCopies(times, call))) {
        results.add(result.get());
      }
      return results;
    }
  }
}
