package io.hooklane.endtoend;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Keys and tokens, made for one test. */
final class Keys {

  private final Hooklane hooklane;

  Keys(Hooklane hooklane) {
    this.hooklane = hooklane;
  }

  /** A key of an environment for these scopes. */
  String of(String environment, String... scopes) {
    return inForce(made(environment, scopes).path("key").asText());
  }

  /** A key of a new test environment, in which nobody else makes or lists anything. */
  String ofAnEnvironmentOfItsOwn() {
    String name = "e2e-" + UUID.randomUUID();
    hooklane
        .operator()
        .post("/api/v1/environment", Json.object("name", name, "kind", "test"))
        .expect(201);
    hooklane
        .operator()
        .patch("/api/v1/environment/" + name, Json.object("webhooksEnabled", true))
        .expect(200);
    return of(name, "read", "publish", "manage");
  }

  /** What is told of a new key when it is made. */
  JsonNode made(String environment, String... scopes) {
    return made(Json.object("name", "e2e", "environment", environment, "scopes", List.of(scopes)));
  }

  /** A key that opened the live environment until it was revoked. */
  String revoked() {
    JsonNode made = made("live", "read", "publish", "manage");
    String key = inForce(made.path("key").asText());
    hooklane.operator().delete("/api/v1/key/" + made.path("id").asText()).expect(204);
    return ended(key);
  }

  /** A key that opened the live environment until its time was over. */
  String expired() {
    return ended(
        made(Json.object(
                "name",
                "e2e",
                "environment",
                "live",
                "scopes",
                List.of("read", "publish", "manage"),
                "expiresAt",
                Instant.now().plusSeconds(2).toString()))
            .path("key")
            .asText());
  }

  /** A token of an application's portal; with all capabilities when none is named. */
  static String portal(Application application, String... capabilities) {
    return application
        .api()
        .post(
            "/api/v1/auth/app-portal-access/" + application.id(),
            capabilities.length == 0
                ? Json.object()
                : Json.object("capabilities", List.of(capabilities)))
        .expect(200)
        .json()
        .path("token")
        .asText();
  }

  private JsonNode made(Map<String, @Nullable Object> in) {
    return hooklane.operator().post("/api/v1/key", in).expect(201).json();
  }

  private String inForce(String key) {
    return awaits(key, 200);
  }

  private String ended(String key) {
    return awaits(key, 401);
  }

  private String awaits(String key, int status) {
    await("status " + status + " for a key")
        .atMost(Duration.ofSeconds(10))
        .pollInterval(Duration.ofMillis(50))
        .until(() -> hooklane.with(key).get("/api/v1/auth/whoami").status() == status);
    return key;
  }
}
