package io.hooklane.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Keys, portals' tokens and webhooks switched off, as somebody outside sees them. */
@EndToEnd
class AccessE2E {

  private static final Duration A_SECOND = Duration.ofSeconds(1);

  private final Hooklane hooklane;
  private final Keys keys;

  AccessE2E(Hooklane hooklane) {
    this.hooklane = hooklane;
    this.keys = new Keys(hooklane);
  }

  @RepeatedTest(10)
  void aRevokedKeyOpensNothingWithinASecond() {
    // Given
    JsonNode made = keys.made("test", "read", "publish");
    Api api = hooklane.with(made.path("key").asText());
    api.get("/api/v1/app").expect(200);
    // When
    hooklane.operator().delete("/api/v1/key/" + made.path("id").asText()).expect(204);
    Instant revoked = Instant.now();
    // Then
    refusedSince(revoked, api);
  }

  @RepeatedTest(5)
  void aPortalsTokenOpensNothingWithinASecondOfItsEnd() {
    // Given
    Application application = hooklane.anApplication();
    Api one = hooklane.with(Keys.portal(application));
    Api other = hooklane.with(Keys.portal(application));
    one.get(application.path()).expect(200);
    other.get(application.path()).expect(200);
    // When
    one.post("/api/v1/auth/logout", Json.object()).expect(204);
    Instant loggedOut = Instant.now();
    // Then
    refusedSince(loggedOut, one);
    other.get(application.path()).expect(200);
    application
        .api()
        .post("/api/v1/auth/app/" + application.id() + "/expire-all", Json.object())
        .expect(204);
    refusedSince(Instant.now(), other);
  }

  @Test
  void aNewKeyWorksTheMomentItIsMade() {
    for (int i = 0; i < 20; i++) {
      String key = keys.made("test", "read").path("key").asText();

      hooklane.with(key).get("/api/v1/app").expect(200);
    }
  }

  @Test
  void webhooksAreOffInANewEnvironmentUntilAnOperatorSwitchesThemOnForThatOneOnly() {
    // Given
    List<Api> apis = new ArrayList<>();
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      JsonNode made =
          hooklane
              .operator()
              .post(
                  "/api/v1/environment",
                  Json.object("name", "e2e-" + UUID.randomUUID(), "kind", "test"))
              .expect(201)
              .json();
      assertThat(made.path("webhooksEnabled").asBoolean()).isFalse();
      ids.add(made.path("id").asText());
      apis.add(
          hooklane.with(
              keys.made(ids.getLast(), "read", "publish", "manage").path("key").asText()));
    }
    for (Api api : apis) {
      assertThat(disabled(api.get("/api/v1/app"))).isTrue();
      assertThat(disabled(api.post("/api/v1/app", Json.object("name", "a")))).isTrue();
      assertThat(disabled(api.get("/api/v1/event-type"))).isTrue();
      assertThat(disabled(api.post("/api/v1/app/a/msg", Json.object("eventType", "a")))).isTrue();
      assertThat(
              api.get("/api/v1/auth/whoami")
                  .expect(200)
                  .json()
                  .path("environment")
                  .path("webhooksEnabled")
                  .asBoolean())
          .isFalse();
    }
    // When
    hooklane
        .operator()
        .patch("/api/v1/environment/" + ids.getFirst(), Json.object("webhooksEnabled", true))
        .expect(200);
    // Then
    apis.getFirst().post("/api/v1/app", Json.object("name", "a", "uid", "a")).expect(201);
    assertThat(disabled(apis.getLast().get("/api/v1/app"))).isTrue();
    Application application = Application.create(hooklane, apis.getFirst());
    Inbox inbox = hooklane.receiver().inbox();
    application.anEndpoint().at(inbox).created();
    String message = application.publish(Event.anEvent("order.created"));
    assertThat(inbox.awaits(1).getFirst().webhookId()).isEqualTo(message);
  }

  @Test
  void theAuditLogTellsWhoMadeAnEndpointAndWhatItWas() {
    // Given
    Application application = hooklane.anApplication();
    String portal = Keys.portal(application);
    JsonNode who = hooklane.with(portal).get("/api/v1/auth/whoami").expect(200).json();
    // When
    String endpoint =
        hooklane
            .with(portal)
            .post(
                application.path() + "/endpoint",
                Json.object("url", "https://example.com/hook", "description", "Mine"))
            .expect(201)
            .json()
            .path("id")
            .asText();
    // Then
    JsonNode entry =
        application
            .api()
            .get("/api/v1/audit-log?thing=" + endpoint)
            .expect(200)
            .json()
            .path("data")
            .path(0);
    assertThat(entry.path("caller")).isEqualTo(who.path("id"));
    assertThat(entry.path("action").asText()).isEqualTo("create");
    assertThat(entry.path("application").asText()).isEqualTo(application.id());
    assertThat(entry.path("after").path("description").asText()).isEqualTo("Mine");
  }

  private static boolean disabled(Answer answer) {
    return answer.status() == 403 && answer.json().path("code").asText().equals("feature_disabled");
  }

  private static void refusedSince(Instant moment, Api api) {
    Awaitility.await()
        .pollInterval(Duration.ofMillis(10))
        .untilAsserted(() -> api.get("/api/v1/auth/whoami").expect(401));
    assertThat(Duration.between(moment, Instant.now())).isLessThan(A_SECOND);
  }
}
