package io.hooklane.gateway;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.hooklane.contracts.id.EnvironmentId;
import io.hooklane.contracts.id.KeyId;
import io.hooklane.servers.TestServers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(TestServers.class)
@WithTestResource(FakeServices.class)
class AuthenticationIT {

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
  void vouchesForTheCallerWithATokenOfItsOwn() {
    // Given
    EnvironmentId environment = keys.anEnvironment();
    KeyId id = keys.aKey(key, environment, null);
    // When
    get("Bearer " + key).statusCode(200);
    // Then
    String header = services.subscription.seen().element().headers().get("authorization");
    JsonObject claims =
        new JsonObject(
            new String(
                Base64.getUrlDecoder().decode(header.split("\\.")[1]), StandardCharsets.UTF_8));
    assertThat(header).startsWith("Bearer ey").doesNotContain(key);
    assertThat(claims.getString("iss")).isEqualTo("hooklane-gateway");
    assertThat(claims.getString("sub")).isEqualTo(id.value());
    assertThat(claims.getString("upn")).isEqualTo(id.value());
    assertThat(claims.getString("env")).isEqualTo(environment.value());
    assertThat(claims.getJsonArray("groups"))
        .contains("application:read", "message:create", "endpoint:manage");
    assertThat(claims.getLong("exp") - claims.getLong("iat")).isEqualTo(60);
  }

  @Test
  void takesAKeyTheMomentItIsCreatedTwentyTimesInARow() {
    EnvironmentId environment = keys.anEnvironment();
    for (int i = 0; i < 20; i++) {
      // Given
      keys.aKey(key + i, environment, null);
      // When, then
      get("Bearer " + key + i).statusCode(200);
    }
  }

  @Test
  void refusesAKeyThatHasExpired() {
    keys.aKey(key, keys.anEnvironment(), Instant.now().minusSeconds(1));
    isRefused("Bearer " + key);
  }

  @Test
  void refusesARevokedKeySoon() {
    // Given
    KeyId id = keys.aKey(key, keys.anEnvironment(), null);
    get("Bearer " + key).statusCode(200);
    // When
    keys.revoke(id);
    // Then
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .pollInterval(Duration.ofMillis(20))
        .untilAsserted(() -> get("Bearer " + key).statusCode(401));
  }

  @Test
  void refusesAKeyWhoseEnvironmentIsGone() {
    // Given
    EnvironmentId environment = keys.anEnvironment();
    keys.aKey(key, environment, null);
    get("Bearer " + key).statusCode(200);
    // When
    keys.remove(environment);
    // Then
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> get("Bearer " + key).statusCode(401));
  }

  @Test
  void refusesWhatIsNoKey() {
    keys.aKey(key, keys.anEnvironment(), null);
    isRefused("Bearer unknown");
    isRefused("Bearer ");
    isRefused("Bearer");
    isRefused("Basic " + key);
    isRefused(key);
    isRefused("Bearer " + key + " " + key);
    isRefused("Bearer " + "x".repeat(5_000));
    given().get("/api/v1/app").then().statusCode(401);
  }

  @Test
  void refusesATokenOfItsOwnFromOutside() {
    // Given
    keys.aKey(key, keys.anEnvironment(), null);
    get("Bearer " + key).statusCode(200);
    String token = services.subscription.seen().element().headers().get("authorization");
    // When, then
    isRefused(token);
  }

  @Test
  void aFloodOfBadKeysKeepsNobodyWaiting() {
    // Given
    keys.aKey(key, keys.anEnvironment(), null);
    get("Bearer " + key).statusCode(200);
    // When
    Instant begin = Instant.now();
    for (int i = 0; i < 20; i++) {
      isRefused("Bearer bad" + i);
    }
    // Then
    assertThat(Duration.between(begin, Instant.now())).isLessThan(Duration.ofSeconds(12));
    get("Bearer " + key).statusCode(200);
  }

  private static ValidatableResponse get(String authorization) {
    return given().header("Authorization", authorization).get("/api/v1/app").then();
  }

  private static void isRefused(String authorization) {
    get(authorization)
        .statusCode(401)
        .header("WWW-Authenticate", "Bearer")
        .contentType("application/json")
        .body("code", equalTo("authentication_failed"))
        .body("detail", equalTo("Invalid token"));
  }
}
