package io.hooklane.endtoend;

import static io.hooklane.endtoend.Event.anEvent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Environments and what is set in them, from outside. */
@EndToEnd
class EnvironmentsE2E {

  private final Hooklane hooklane;

  EnvironmentsE2E(Hooklane hooklane) {
    this.hooklane = hooklane;
  }

  @Test
  void aTestEventReachesOnlyTheTestReceiver() {
    Inbox liveInbox = hooklane.receiver().inbox();
    Inbox testInbox = hooklane.receiver().inbox();
    Application live = Application.create(hooklane, hooklane.live());
    Application test = Application.create(hooklane, hooklane.test());
    live.anEndpoint().at(liveInbox).created();
    test.anEndpoint().at(testInbox).created();
    Event testEvent = anEvent("order.created");
    Event liveEvent = anEvent("order.created");

    test.publish(testEvent);
    live.publish(liveEvent);

    testInbox.awaits(testEvent);
    liveInbox.awaits(liveEvent);
    assertThat(liveInbox.received(testEvent)).isEmpty();
    assertThat(testInbox.received(liveEvent)).isEmpty();
  }

  @Test
  void aLiveEnvironmentRefusesHttpNamingTheField() {
    Api api = anEnvironment("live", Json.object());
    Application application = Application.create(hooklane, api);

    JsonNode refused =
        application.anEndpoint().at("http://example.com").attempted().expect(422).json();

    assertThat(refused.path("detail").path(0).path("loc").toString())
        .isEqualTo("[\"body\",\"url\"]");
  }

  @Test
  void anEndpointThatCoolsOffGetsWhatIsAcceptedAfterwards() {
    Api api = anEnvironment("test", Json.object("coolOff", "PT4S"));
    Application application = Application.create(hooklane, api);
    Inbox inbox = hooklane.receiver().inbox();
    Endpoint endpoint = application.anEndpoint().at(inbox).created();
    assertThat(endpoint.made().path("state").asText()).isEqualTo("pending");
    Event early = anEvent("order.created");
    Event late = anEvent("order.created");

    application.publish(early);
    await()
        .until(
            () ->
                api.get(endpoint.path())
                    .expect(200)
                    .json()
                    .path("state")
                    .asText()
                    .equals("active"));
    application.publish(late);

    inbox.awaits(late);
    assertThat(inbox.received(early)).isEmpty();
  }

  @Test
  void whatIsExportedFromOneDeliversInAnother() {
    Api from = anEnvironment("test", Json.object());
    Api into = anEnvironment("test", Json.object());
    Application application = Application.create(hooklane, from);
    Inbox inbox = hooklane.receiver().inbox();
    application.anEndpoint().at(inbox).created();
    String document = from.postBytes("/api/v1/environment/export", new byte[0]).expect(200).text();
    Event event = anEvent("order.created");

    JsonNode imported =
        into.postBytes("/api/v1/environment/import", document.getBytes(StandardCharsets.UTF_8))
            .expect(200)
            .json();
    String id = into.get("/api/v1/app").expect(200).json().path("data").path(0).path("id").asText();
    into.postBytes("/api/v1/app/" + id + "/msg", event.asRestBody()).expect(202);

    assertThat(imported.path("endpoints").path("created").intValue()).isEqualTo(1);
    inbox.awaits(event);
  }

  /** A new environment with webhooks on and these settings; the API with a key of it. */
  private Api anEnvironment(String kind, Object settings) {
    String name = "e2e-" + UUID.randomUUID();
    hooklane
        .operator()
        .post("/api/v1/environment", Json.object("name", name, "kind", kind))
        .expect(201);
    hooklane
        .operator()
        .patch(
            "/api/v1/environment/" + name,
            Json.object("webhooksEnabled", true, "settings", settings))
        .expect(200);
    return hooklane.with(new Keys(hooklane).of(name, "read", "publish", "manage"));
  }
}
