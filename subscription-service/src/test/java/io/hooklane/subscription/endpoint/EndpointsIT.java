package io.hooklane.subscription.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.hooklane.contracts.configuration.Configuration;
import io.hooklane.contracts.configuration.ConfigurationKey.Kind;
import io.hooklane.contracts.id.EndpointId;
import io.hooklane.contracts.id.EnvironmentId;
import io.hooklane.servers.TestServers;
import io.hooklane.subscription.Api;
import io.hooklane.subscription.ConfigurationTopic;
import io.hooklane.subscription.environment.Environments;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(TestServers.class)
class EndpointsIT {

  private static final String ENDPOINTS = "/api/v1/app/acme/endpoint";
  private static final String MINIMAL = "{\"url\":\"https://example.com/hook\"}";

  @Inject Environments environments;

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String bootstrapServers;

  private EnvironmentId environment;
  private Api api;

  @BeforeEach
  void anApplicationInAnEnvironmentOfItsOwn() {
    environment =
        environments
            .createIfAbsent(UUID.randomUUID().toString(), Configuration.EnvironmentKind.TEST)
            .id();
    api = Api.of(environment);
    api.post("/api/v1/app", "{\"name\":\"Acme\",\"uid\":\"acme\"}");
    api.post("/api/v1/event-type", "{\"name\":\"order.reminder\",\"description\":\"\"}");
  }

  @Test
  void createdWithAllItsFieldsAndReadBack() {
    Api.Answer created =
        api.post(
            ENDPOINTS,
            """
            {"url":"https://example.com/hook?a=b","uid":"main","description":"d","disabled":true,
             "filterTypes":["order.reminder","item.*"],"channels":["client_A"],"rateLimit":5,
             "metadata":{"k":"v"},"retrySchedule":{"delays":["PT60S","PT1H"]}}
            """);

    assertThat(created.status()).isEqualTo(201);
    assertThat(created.field("id")).matches(EndpointId::isForm);
    assertThat(created.field("version")).isEqualTo("1");
    assertThat(created.body().path("eventTypes")).isEqualTo(created.body().path("filterTypes"));
    assertThat(created.body().path("retrySchedule").toString())
        .isEqualTo("{\"delays\":[\"PT60S\",\"PT1H\"]}");
    assertThat(created.text()).doesNotContain("whsec_");
    assertThat(api.get(ENDPOINTS + "/main").body()).isEqualTo(created.body());
    assertThat(api.get(ENDPOINTS + "/" + created.field("id")).body()).isEqualTo(created.body());
    assertThat(api.get(ENDPOINTS).body().path("data").path(0)).isEqualTo(created.body());
    Configuration.Endpoint configuration = configuration(created.field("id"));
    assertThat(configuration.eventTypes()).containsExactly("order.reminder", "item.*");
    assertThat(configuration.channels()).containsExactly("client_A");
    assertThat(configuration.disabled()).isTrue();
    assertThat(configuration.throttleRate()).isEqualTo(5);
    assertThat(configuration.retrySchedule())
        .containsExactly(Duration.ofMinutes(1), Duration.ofHours(1));
  }

  @Test
  void aPresetIsSpelledOutForTheDispatcher() {
    String id =
        api.post(
                ENDPOINTS,
                "{\"url\":\"https://example.com\",\"retrySchedule\":{\"preset\":\"every-5-minutes\"}}")
            .field("id");

    assertThat(api.get(ENDPOINTS + "/" + id).body().path("retrySchedule").toString())
        .isEqualTo("{\"preset\":\"every-5-minutes\"}");
    assertThat(configuration(id).retrySchedule())
        .isEqualTo(Collections.nCopies(288, Duration.ofMinutes(5)));
  }

  @Test
  void patchKeepsWhatIsAbsentAndClearsWhatIsNull() {
    api.post(
        ENDPOINTS,
        """
        {"url":"https://example.com","uid":"main","description":"d","channels":["a"],
         "eventTypes":["order.reminder"],"retrySchedule":{"preset":"one-day"}}
        """);

    JsonNode patched =
        api.patch(
                ENDPOINTS + "/main", "{\"channels\":null,\"retrySchedule\":null,\"disabled\":true}")
            .body();

    assertThat(patched.path("description").asText()).isEqualTo("d");
    assertThat(patched.path("eventTypes")).hasSize(1);
    assertThat(patched.path("disabled").booleanValue()).isTrue();
    assertThat(patched.has("channels")).isFalse();
    assertThat(patched.has("retrySchedule")).isFalse();
  }

  @Test
  void anArchivedTypeCanStayButNotBeAskedForAnew() {
    api.post(
        ENDPOINTS,
        "{\"url\":\"https://example.com\",\"uid\":\"main\",\"eventTypes\":[\"order.reminder\"]}");
    api.delete("/api/v1/event-type/order.reminder");

    assertThat(api.patch(ENDPOINTS + "/main", "{\"description\":\"x\"}").status()).isEqualTo(200);
    assertThat(api.patch(ENDPOINTS + "/main", "{\"eventTypes\":[\"order.reminder\"]}").place())
        .isEqualTo("body.eventTypes");
  }

  @Test
  void putReplacesAndKeepsTheSecret() {
    Api.Answer made = api.put(ENDPOINTS + "/main", MINIMAL);
    String secret = api.get(ENDPOINTS + "/main/secret").field("key");

    Api.Answer replaced = api.put(ENDPOINTS + "/main", "{\"url\":\"https://example.org\"}");

    assertThat(made.status()).isEqualTo(201);
    assertThat(replaced.status()).isEqualTo(200);
    assertThat(replaced.field("id")).isEqualTo(made.field("id"));
    assertThat(replaced.field("url")).isEqualTo("https://example.org");
    assertThat(api.get(ENDPOINTS + "/main/secret").field("key")).isEqualTo(secret);
  }

  @Test
  void goneOnceDeletedAndItsUidIsFree() {
    String id =
        api.post(ENDPOINTS, "{\"url\":\"https://example.com\",\"uid\":\"main\"}").field("id");

    assertThat(api.delete(ENDPOINTS + "/main").status()).isEqualTo(204);

    assertThat(api.delete(ENDPOINTS + "/" + id).status()).isEqualTo(404);
    assertThat(entries(id).getLast().configuration()).isEmpty();
    assertThat(api.post(ENDPOINTS, "{\"url\":\"https://example.com\",\"uid\":\"main\"}").status())
        .isEqualTo(201);
    assertThat(
            api.post(ENDPOINTS, "{\"url\":\"https://example.com\",\"uid\":\"main\"}").field("code"))
        .isEqualTo("conflict");
  }

  @Test
  void listsTheNewestFirst() {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      ids.add(api.post(ENDPOINTS, MINIMAL).field("id"));
    }
    List<String> newestFirst = ids.stream().sorted(Collections.reverseOrder()).toList();

    JsonNode first = api.get(ENDPOINTS + "?limit=2").body();
    JsonNode second =
        api.get(ENDPOINTS + "?limit=2&iterator=" + first.path("iterator").asText()).body();
    JsonNode back =
        api.get(ENDPOINTS + "?limit=2&iterator=" + second.path("prevIterator").asText()).body();

    assertThat(ids(first)).isEqualTo(newestFirst.subList(0, 2));
    assertThat(ids(second)).isEqualTo(newestFirst.subList(2, 3));
    assertThat(ids(back)).isEqualTo(newestFirst.subList(0, 2));
  }

  @Test
  void namesTheFieldThatIsWrong() {
    assertThat(api.post(ENDPOINTS, "{}").place()).isEqualTo("body.url");
    assertThat(api.post(ENDPOINTS, "{\"url\":\"not a url\"}").place()).isEqualTo("body.url");
    assertThat(wrong("\"eventTypes\":[\"no.such\"]")).isEqualTo("body.eventTypes");
    assertThat(wrong("\"filterTypes\":[\"order.reminder|no.such\"]")).isEqualTo("body.filterTypes");
    assertThat(wrong("\"eventTypes\":[]")).isEqualTo("body.eventTypes");
    assertThat(wrong("\"eventTypes\":[\"order.reminder\",\"order.reminder\"]"))
        .isEqualTo("body.eventTypes");
    assertThat(wrong("\"channels\":[]")).isEqualTo("body.channels");
    assertThat(wrong("\"channels\":[\"a b\"]")).isEqualTo("body.channels");
    assertThat(wrong("\"channels\":[1]")).isEqualTo("body.channels.0");
    assertThat(wrong("\"uid\":\"ep_1\"")).isEqualTo("body.uid");
    assertThat(wrong("\"retrySchedule\":{}")).isEqualTo("body.retrySchedule");
    assertThat(wrong("\"retrySchedule\":{\"preset\":\"often\"}"))
        .isEqualTo("body.retrySchedule.preset");
    assertThat(wrong("\"retrySchedule\":{\"delays\":[\"PT0S\"]}"))
        .isEqualTo("body.retrySchedule.delays");
    assertThat(wrong("\"secret\":\"whsec_short\"")).isEqualTo("body.secret");
    assertThat(wrong("\"disabled\":1")).isEqualTo("body.disabled");
  }

  @Test
  void groupsAndAlternativesAreAllowed() {
    assertThat(
            api.post(
                    ENDPOINTS,
                    "{\"url\":\"https://example.com\",\"eventTypes\":[\"order.*\",\"order.reminder|x.*\"]}")
                .status())
        .isEqualTo(201);
  }

  @Test
  void aSecretIsMadeKeptAndSealed() {
    String id = api.post(ENDPOINTS, MINIMAL).field("id");

    String key = api.get(ENDPOINTS + "/" + id + "/secret").field("key");

    assertThat(key).matches("whsec_[a-zA-Z0-9+/]{32}");
    assertThat(configuration(id).secrets()).hasSize(1);
    assertThat(entries(id).getLast().raw()).doesNotContain(key.substring(6));
    assertThat(api.get(ENDPOINTS).text()).doesNotContain("whsec_");
  }

  @Test
  void aSuppliedSecretIsTaken() {
    String key = "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    String id =
        api.post(ENDPOINTS, "{\"url\":\"https://example.com\",\"secret\":\"" + key + "\"}")
            .field("id");

    assertThat(api.get(ENDPOINTS + "/" + id + "/secret").field("key")).isEqualTo("whsec_" + key);
  }

  @Test
  void aRotatedSecretStillSignsForADayAndItsEndIsNotPutOff() {
    String id = api.post(ENDPOINTS, MINIMAL).field("id");
    String rotate = ENDPOINTS + "/" + id + "/secret/rotate";
    String first = configuration(id).secrets().getFirst().sealed();
    String firstKey = api.get(ENDPOINTS + "/" + id + "/secret").field("key");

    assertThat(api.post(rotate, "{}").status()).isEqualTo(204);
    Instant end = end(id, first);
    assertThat(api.post(rotate, "").status()).isEqualTo(204);

    assertThat(configuration(id).secrets()).hasSize(3);
    assertThat(configuration(id).secrets().getFirst().expiresAt()).isNull();
    assertThat(configuration(id).secrets().getLast().sealed()).isEqualTo(first);
    assertThat(end(id, first)).isEqualTo(end);
    assertThat(end)
        .isBetween(
            Instant.now().plus(Duration.ofHours(23)), Instant.now().plus(Duration.ofHours(24)));
    assertThat(api.get(ENDPOINTS + "/" + id + "/secret").field("key")).isNotEqualTo(firstKey);
  }

  @Test
  void rotatesAsOftenAsOldSecretsFit() {
    String id = api.post(ENDPOINTS, MINIMAL).field("id");
    String rotate = ENDPOINTS + "/" + id + "/secret/rotate";
    for (int i = 0; i < 10; i++) {
      assertThat(api.post(rotate, "{}").status()).isEqualTo(204);
    }

    assertThat(api.post(rotate, "{}").field("code")).isEqualTo("limit_reached");
    assertThat(configuration(id).secrets()).hasSize(11);
  }

  @Test
  void aPairOfKeysIsMadeOnDemandAndShowsItsPublicKeyOnly() {
    String id =
        api.post(ENDPOINTS, "{\"url\":\"https://example.com\",\"secretType\":\"ed25519\"}")
            .field("id");
    String secret = ENDPOINTS + "/" + id + "/secret";
    String first = api.get(secret).field("key");

    assertThat(api.post(secret + "/rotate", "{}").status()).isEqualTo(204);

    assertThat(first).matches("whpk_[a-zA-Z0-9+/]{43}=");
    assertThat(api.get(secret).field("key")).startsWith("whpk_").isNotEqualTo(first);
    assertThat(api.post(secret + "/rotate", "{\"secretType\":\"hmac\"}").status()).isEqualTo(204);
    assertThat(api.get(secret).field("key")).startsWith("whsec_");
    assertThat(configuration(id).secrets()).hasSize(3);
  }

  @Test
  void aSuppliedPrivateKeyIsTakenWithAndWithoutItsPublicOne() {
    // RFC 8032, section 7.1, test 1.
    String seed = "nWGxne/9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A=";
    String pair =
        "nWGxne/9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2DXWpgBgrEKt9VL/tPJZAc6DuFy89qmIyWvAhpo9wdRGg==";
    String publicKey = "whpk_11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";
    String secret = ENDPOINTS + "/main/secret";
    api.post(
        ENDPOINTS,
        "{\"url\":\"https://example.com\",\"uid\":\"main\",\"secret\":\"whsk_%s\"}"
            .formatted(seed));
    String shown = api.get(secret).field("key");

    api.post(secret + "/rotate", "{\"key\":\"whsk_%s\",\"gracePeriodSeconds\":0}".formatted(pair));

    assertThat(shown).isEqualTo(publicKey);
    assertThat(api.get(secret).field("key")).isEqualTo(publicKey);
    assertThat(wrong("\"secret\":\"whsk_%s\",\"secretType\":\"hmac\"".formatted(seed)))
        .isEqualTo("body.secretType");
    assertThat(wrong("\"secretType\":\"rsa\"")).isEqualTo("body.secretType");
    assertThat(
            wrong(
                "\"secret\":\"whsk_%s\""
                    .formatted(pair.replace("11q", "21q").replace("DXW", "EXW"))))
        .isEqualTo("body.secret");
  }

  @Test
  void aRotationWithoutGraceDropsTheOldSecretAtOnce() {
    String id = api.post(ENDPOINTS, MINIMAL).field("id");

    api.post(ENDPOINTS + "/" + id + "/secret/rotate", "{\"gracePeriodSeconds\":0}");

    assertThat(configuration(id).secrets()).hasSize(1);
  }

  @Test
  void whatIsNotThereIsNotFound() {
    assertThat(api.get(ENDPOINTS + "/none").status()).isEqualTo(404);
    assertThat(api.get("/api/v1/app/none/endpoint").status()).isEqualTo(404);
    assertThat(api.post("/api/v1/app/none/endpoint", MINIMAL).status()).isEqualTo(404);
    assertThat(api.get(ENDPOINTS + "/none/secret").status()).isEqualTo(404);
    assertThat(api.put(ENDPOINTS + "/ep_x", MINIMAL).status()).isEqualTo(404);
  }

  private String wrong(String field) {
    Api.Answer answer = api.post(ENDPOINTS, "{\"url\":\"https://example.com\"," + field + "}");
    assertThat(answer.status()).isEqualTo(422);
    return answer.place();
  }

  private List<ConfigurationTopic.Entry> entries(String id) {
    return new ConfigurationTopic(bootstrapServers).entries(Kind.ENDPOINT, id);
  }

  private Configuration.Endpoint configuration(String id) {
    return (Configuration.Endpoint) entries(id).getLast().configuration().orElseThrow();
  }

  private Instant end(String id, String sealed) {
    return configuration(id).secrets().stream()
        .filter(it -> it.sealed().equals(sealed))
        .map(Configuration.Secret::expiresAt)
        .findFirst()
        .orElseThrow();
  }

  private static List<String> ids(JsonNode page) {
    List<String> ids = new ArrayList<>();
    page.path("data").forEach(it -> ids.add(it.path("id").asText()));
    return ids;
  }
}
