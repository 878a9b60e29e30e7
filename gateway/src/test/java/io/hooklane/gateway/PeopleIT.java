package io.hooklane.gateway;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.hooklane.contracts.id.EnvironmentId;
import io.hooklane.servers.TestServers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(TestServers.class)
@WithTestResource(FakeServices.class)
@WithTestResource(IdentityProvider.class)
class PeopleIT {

  @SuppressWarnings("NullAway.Init")
  TestServers servers;

  @SuppressWarnings("NullAway.Init")
  FakeServices services;

  @SuppressWarnings("NullAway.Init")
  IdentityProvider provider;

  @SuppressWarnings("NullAway.Init")
  Keys keys;

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
  void aPersonsRolesStandForPermissionsInTheEnvironmentTheyChoose() {
    // Given
    EnvironmentId environment = keys.anEnvironment();
    // When
    get(provider.token("ann", "developer"), environment).statusCode(200);
    // Then
    JsonObject claims = claims();
    assertThat(claims.getString("sub")).isEqualTo("person:ann");
    assertThat(claims.getString("name")).isEqualTo("ann@example.com");
    assertThat(claims.getString("env")).isEqualTo(environment.value());
    assertThat(claims.getJsonArray("groups"))
        .contains("endpoint:manage", "message:create")
        .doesNotContain("installation:operate");
  }

  @Test
  void aViewerMayReadOnly() {
    get(provider.token("vic", "viewer"), keys.anEnvironment()).statusCode(200);

    assertThat(claims().getJsonArray("groups"))
        .containsExactlyInAnyOrder("application:read", "catalog:read", "environment:read");
  }

  @Test
  void anAdminMayOperate() {
    get(provider.token("ada", "admin"), keys.anEnvironment()).statusCode(200);

    assertThat(claims().getJsonArray("groups")).contains("installation:operate");
  }

  @Test
  void aPersonWithoutRoleMayNothing() {
    get(provider.token("bob", "somebody"), keys.anEnvironment()).statusCode(200);

    assertThat(claims().getJsonArray("groups")).isEmpty();
  }

  @Test
  void aTokenThatDoesNotHoldIsRefused() {
    EnvironmentId environment = keys.anEnvironment();

    get(provider.endedToken("ann", "admin"), environment).statusCode(401);
    get(provider.forgedToken("ann", "admin"), environment).statusCode(401);
    get(provider.foreignToken("ann", "admin"), environment).statusCode(401);
    get(provider.tokenForOthers("ann", "admin"), environment).statusCode(401);
    get(provider.token("ann", "admin") + "x", environment).statusCode(401);
    get("eyJhbGciOiJub25lIn0.eyJzdWIiOiJhbm4ifQ.", environment).statusCode(401);
  }

  @Test
  void theGatewaysOwnTokenIsNobodys() {
    // Given
    EnvironmentId environment = keys.anEnvironment();
    get(provider.token("ann", "admin"), environment).statusCode(200);
    String own = services.subscription.seen().element().headers().get("authorization").substring(7);
    // When, then
    get(own, environment).statusCode(401);
  }

  private JsonObject claims() {
    return new JsonObject(
        new String(
            Base64.getUrlDecoder()
                .decode(
                    services
                        .subscription
                        .seen()
                        .element()
                        .headers()
                        .get("authorization")
                        .split("\\.")[1]),
            StandardCharsets.UTF_8));
  }

  private static ValidatableResponse get(String token, EnvironmentId environment) {
    return given()
        .header("Authorization", "Bearer " + token)
        .header("hooklane-environment", environment.value())
        .get("/api/v1/app")
        .then();
  }
}
