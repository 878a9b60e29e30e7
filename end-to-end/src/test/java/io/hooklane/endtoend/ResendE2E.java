package io.hooklane.endtoend;

import static io.hooklane.endtoend.Event.anEvent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Sent by hand: one message, what failed, what is missing, what a filter says (X1, X13). */
@EndToEnd
class ResendE2E {

  private static final Map<String, List<String>> ONE_RETRY = Map.of("delays", List.of("PT1S"));

  /** As long as a test needs to do something before the retry. */
  private static final Map<String, List<String>> LATER_RETRY = Map.of("delays", List.of("PT5H"));

  private final Instant begin = Instant.now().minusSeconds(5);
  private final Hooklane hooklane;
  private final Application application;
  private final Inbox inbox;

  ResendE2E(Hooklane hooklane) {
    this.hooklane = hooklane;
    this.application = hooklane.anApplication();
    this.inbox = hooklane.receiver().inbox();
  }

  @Test
  void recoverSendsEachFailedMessageOnce() {
    Endpoint endpoint =
        application.anEndpoint().at(inbox.answers(500)).with("retrySchedule", ONE_RETRY).created();
    List<String> failed = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      failed.add(application.publish(anEvent("order.reminder")));
    }
    failed.forEach(id -> application.log().awaitStatus(id, endpoint, DeliveryLog.FAILED));
    inbox.answers(204);
    String taken = application.publish(anEvent("order.reminder"));
    application.log().awaitStatus(taken, endpoint, DeliveryLog.SUCCESS);
    final int before = inbox.count();
    final Tasks tasks = new Tasks(endpoint);

    assertThat(tasks.done("recover", begin)).isEqualTo(3);

    failed.forEach(id -> application.log().awaitStatus(id, endpoint, DeliveryLog.SUCCESS));
    List<Received> recovered = inbox.received().subList(before, inbox.count());
    assertThat(recovered)
        .extracting(Received::webhookId)
        .containsExactlyInAnyOrderElementsOf(failed);
    recovered.forEach(request -> request.verify(endpoint.secret()));
    failed.forEach(id -> assertThat(triggers(id)).containsExactly(0, 0, 1));
    assertThat(tasks.done("recover", begin)).isZero();
  }

  @Test
  void replayMissingSendsWhatHappenedWhileTheEndpointWasDisabled() {
    Endpoint endpoint = application.anEndpoint().at(inbox).forTypes("order.reminder").created();
    endpoint.disable();
    Event missed = anEvent("order.reminder");
    String message = application.publish(missed);
    application.publish(anEvent("order.cancel"));
    endpoint.enable();
    Event after = anEvent("order.reminder");
    application.publish(after);
    inbox.awaits(after);

    assertThat(new Tasks(endpoint).done("replay-missing", begin)).isEqualTo(1);

    assertThat(inbox.awaits(missed).webhookId()).isEqualTo(message);
    application.log().awaitStatus(message, endpoint, DeliveryLog.SUCCESS);
    assertThat(inbox.received()).hasSize(2);
  }

  @Test
  void aNewEndpointGetsThePastMessagesThatItTakes() {
    List<Event> past = new ArrayList<>();
    List<String> types =
        List.of("order.reminder", "order.cancel", "pay.done", "order.reminder", "other");
    for (String type : types) {
      past.add(anEvent(type).on("red"));
    }
    past.add(anEvent("order.reminder").on("blue"));
    past.forEach(application::publish);
    hooklane.registers(List.of("pay.done", "pay.undone"));
    Endpoint endpoint =
        application
            .anEndpoint()
            .at(inbox)
            .forTypes("order.*", "pay.done|pay.undone")
            .onChannels("red")
            .created();
    Tasks tasks = new Tasks(endpoint);
    assertThat(tasks.count("replay-missing", Json.object("since", begin.toString()))).isEqualTo(4);

    assertThat(tasks.done("replay-missing", begin)).isEqualTo(4);

    inbox.awaits(4);
    for (int i : List.of(0, 1, 2, 3)) {
      assertThat(inbox.received(past.get(i))).hasSize(1);
    }
    assertThat(inbox.received()).hasSize(4);
  }

  @Test
  void aResendInVainLeavesTheScheduleAsItIs() {
    Endpoint endpoint =
        application
            .anEndpoint()
            .at(inbox.answers(500, 500, 204))
            .with("retrySchedule", LATER_RETRY)
            .created();
    String message = application.publish(anEvent("order.reminder"));
    await().until(() -> application.log().attempts(message).size() == 1);

    resend(message, endpoint).expect(202);

    await().until(() -> application.log().attempts(message).size() == 2);
    assertThat(application.log().deliveries(message).getFirst().status())
        .isEqualTo(DeliveryLog.PENDING);
    assertThat(application.log().deliveries(message).getFirst().nextAttempt()).isNotNull();
    application.log().awaitStatus(message, endpoint, DeliveryLog.SUCCESS);
    assertThat(triggers(message)).containsExactly(0, 1, 0);
  }

  @Test
  void anOrderedEndpointTakesAResend() {
    Endpoint endpoint =
        application
            .anEndpoint()
            .at(inbox)
            .with("ordering", Map.of("maximumAgeSeconds", 3600, "whenTooOld", "skip"))
            .created();
    String message = application.publish(anEvent("order.reminder"));
    application.log().awaitStatus(message, endpoint, DeliveryLog.SUCCESS);

    Answer answer = resend(message, endpoint).expect(202);

    assertThat(answer.text()).isEqualTo("{}");
    inbox.awaits(2);
    await().untilAsserted(() -> assertThat(triggers(message)).containsExactly(0, 1));
  }

  @Test
  void aPortalThatMayCreateAttemptsResendsAndSeesItsTasks() {
    Endpoint endpoint = application.anEndpoint().at(inbox).created();
    String message = application.publish(anEvent("order.reminder"));
    inbox.awaits(1);
    Api portal = hooklane.with(Keys.portal(application, "ViewBase", "CreateAttempts"));
    Api reader = hooklane.with(Keys.portal(application, "ViewBase"));
    String path = resendPath(message, endpoint);

    portal.post(path, Json.object()).expect(202);
    reader.post(path, Json.object()).expect(403);

    inbox.awaits(2);
    String body = begin.toString();
    String task =
        portal
            .post(endpoint.path() + "/bulk-replay", Json.object("since", body, "status", 0))
            .expect(202)
            .json()
            .path("id")
            .asText();
    new Tasks(endpoint).finished(task);
    reader.get("/api/v1/background-task/" + task).expect(200);
    assertThat(reader.get("/api/v1/background-task").expect(200).json().path("data")).hasSize(1);
    inbox.awaits(3);
  }

  /** What caused each attempt of a message, the first one first. */
  private List<Integer> triggers(String message) {
    List<Integer> triggers = new ArrayList<>();
    for (JsonNode attempt :
        application
            .api()
            .get(application.path() + "/attempt/msg/" + message)
            .expect(200)
            .json()
            .path("data")) {
      triggers.addFirst(attempt.path("triggerType").asInt());
    }
    return triggers;
  }

  private Answer resend(String message, Endpoint endpoint) {
    return application.api().post(resendPath(message, endpoint), Json.object());
  }

  private String resendPath(String message, Endpoint endpoint) {
    return application.path() + "/msg/" + message + "/endpoint/" + endpoint.id() + "/resend";
  }
}
