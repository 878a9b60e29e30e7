package io.hooklane.gateway;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.hooklane.contracts.id.ApplicationId;
import io.hooklane.contracts.id.EnvironmentId;
import io.hooklane.contracts.id.KeyId;
import io.hooklane.servers.TestServers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(TestServers.class)
@WithTestResource(FakeServices.class)
@TestProfile(AdmissionIT.Hurried.class)
class AdmissionIT {

  /** With small limits and little patience. */
  public static final class Hurried implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "hooklane.request-limit.portal", "5",
          "hooklane.identity.key-use-interval", "200ms");
    }
  }

  @SuppressWarnings("NullAway.Init")
  TestServers servers;

  @SuppressWarnings("NullAway.Init")
  FakeServices services;

  @SuppressWarnings("NullAway.Init")
  Keys keys;

  final String key = "sk_" + UUID.randomUUID();

  @BeforeEach
  void openKeys() {
    keys = new Keys(servers.bootstrapServers());
    services.reset();
  }

  @AfterEach
  void closeKeys() {
    keys.close();
  }

  @Test
  void anOperatorChoosesAnEnvironmentByIdOrName() {
    // Given
    EnvironmentId environment = keys.anEnvironment();
    String name = "staging-" + UUID.randomUUID();
    keys.switchWebhooks(environment, name, true);
    keys.aKeyOf(key, null, "read", "operate");
    // When
    get("/api/v1/app", name).statusCode(200);
    get("/api/v1/app", environment.value()).statusCode(200);
    get("/api/v1/app", null).statusCode(200);
    // Then
    assertThat(claimSeen("env")).containsExactly(environment.value(), environment.value(), null);
  }

  @Test
  void anEnvironmentThatIsNotThereIsABadRequest() {
    keys.aKeyOf(key, null, "operate");

    get("/api/v1/app", "nowhere").statusCode(400).body("detail", containsString("environment"));
  }

  @Test
  void aKeyOpensItsOwnEnvironmentOnly() {
    // Given
    EnvironmentId own = keys.anEnvironment();
    EnvironmentId other = keys.anEnvironment();
    keys.aKeyOf(key, own, "read");
    // When, then
    get("/api/v1/app", own.value()).statusCode(200);
    get("/api/v1/app", other.value()).statusCode(403).body("code", equalTo("insufficient_access"));
    get("/api/v1/app", "nowhere").statusCode(403);
  }

  @Test
  void withWebhooksOffTheFeatureIsDisabledUntilAnOperatorSwitchesThemOn() {
    // Given
    EnvironmentId environment = keys.anEnvironment();
    String name = "new-" + UUID.randomUUID();
    keys.aKeyOf(key, environment, "read");
    keys.switchWebhooks(environment, name, false);
    // When, then
    get("/api/v1/auth/whoami", null).statusCode(200);
    Awaitility.await()
        .untilAsserted(
            () ->
                get("/api/v1/app", null).statusCode(403).body("code", equalTo("feature_disabled")));
    for (int i = 0; i < 20; i++) {
      keys.switchWebhooks(environment, name, true);
      get("/api/v1/app", null).statusCode(200);
      keys.switchWebhooks(environment, name, false);
      Awaitility.await()
          .pollInterval(Duration.ofMillis(5))
          .untilAsserted(() -> get("/api/v1/app", null).statusCode(403));
    }
  }

  @Test
  void aPortalTokenIsVouchedForAsWhatItIs() {
    // Given
    ApplicationId application = ApplicationId.random(Instant.now(), RandomGenerator.getDefault());
    keys.aPortalToken(key, keys.anEnvironment(), application, "ViewBase");
    // When
    get("/api/v1/app/x/endpoint", null).statusCode(200);
    // Then
    JsonObject claims =
        claims(
            services.subscription.seen().stream()
                .filter(it -> it.uri().startsWith("/api"))
                .findFirst()
                .orElseThrow());
    assertThat(claims.getString("app")).isEqualTo(application.value());
    assertThat(claims.getJsonArray("groups"))
        .containsExactlyInAnyOrder("application:read", "catalog:read");
    assertThat(claims.getJsonArray("flags")).containsExactly("beta");
  }

  @Test
  void whoSendsTooMuchIsToldToSlowDown() {
    // Given
    keys.aPortalToken(
        key,
        keys.anEnvironment(),
        ApplicationId.random(Instant.now(), RandomGenerator.getDefault()),
        "ViewBase");
    // When
    List<Integer> statuses = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      statuses.add(get("/api/v1/app/x", null).extract().statusCode());
    }
    // Then
    assertThat(statuses).contains(200).contains(429);
    Awaitility.await().untilAsserted(() -> get("/api/v1/app/x", null).statusCode(200));
    // How many it takes depends on how fast they are: the allowance grows again meanwhile.
    Stream.generate(() -> get("/api/v1/app/x", null))
        .limit(200)
        .filter(answer -> answer.extract().statusCode() == 429)
        .findFirst()
        .orElseThrow()
        .header("Retry-After", "1")
        .body("code", equalTo("too_many_requests"));
  }

  @Test
  void tellsWhenKeysWereUsed() {
    // Given
    KeyId id = keys.aKeyOf(key, keys.anEnvironment(), "read");
    // When
    get("/api/v1/app", null).statusCode(200);
    // Then
    Awaitility.await()
        .untilAsserted(
            () ->
                assertThat(services.subscription.seen())
                    .filteredOn(it -> it.uri().equals("/internal/key-uses"))
                    .anySatisfy(
                        it -> {
                          assertThat(it.body().toString()).contains(id.value());
                          assertThat(claims(it).getJsonArray("groups")).containsExactly("gateway");
                        }));
  }

  @Test
  void nobodyComesToTheInternalPathsFromOutside() {
    keys.aKeyOf(key, null, "read", "publish", "manage", "operate");

    given()
        .header("Authorization", "Bearer " + key)
        .body("{}")
        .put("/internal/key-uses")
        .then()
        .statusCode(404);
  }

  private List<String> claimSeen(String name) {
    List<String> values = new ArrayList<>();
    services.subscription.seen().stream()
        .filter(it -> it.uri().startsWith("/api"))
        .forEach(it -> values.add(claims(it).getString(name)));
    return values;
  }

  private static JsonObject claims(FakeService.Seen seen) {
    return new JsonObject(
        new String(
            Base64.getUrlDecoder().decode(seen.headers().get("authorization").split("\\.")[1]),
            StandardCharsets.UTF_8));
  }

  private ValidatableResponse get(
      String path, @org.jspecify.annotations.Nullable String environment) {
    var request = given().header("Authorization", "Bearer " + key);
    if (environment != null) {
      request.header("hooklane-environment", environment);
    }
    return request.get(path).then();
  }
}
