package io.hooklane.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Live activity through the front door (C9). */
@EndToEnd
class ActivityE2E {

  private final Hooklane hooklane;

  ActivityE2E(Hooklane hooklane) {
    this.hooklane = hooklane;
  }

  @Test
  void anOpenStreamShowsADeliverysPayloadAndStatusWithinTwoSeconds() {
    Application application = hooklane.anApplication();
    Inbox inbox = hooklane.receiver().inbox().answers(204);
    Endpoint endpoint = application.anEndpoint().at(inbox).created();
    String portal = Keys.portal(application);
    try (LiveActivity ofEnvironment = open(hooklane.standalone().liveKey(), "/api/v1/activity");
        LiveActivity ofApplication = open(portal, application.path() + "/activity");
        LiveActivity ofEndpoint =
            open(portal, application.path() + "/endpoint/" + endpoint.id() + "/activity")) {
      // The first of all that a product that has just been started does may take longer.
      String first = application.publish(Event.anEvent("activity.event"));
      ofEnvironment.awaits(any -> any.path("msgId").asText().equals(first));
      Event event = Event.anEvent("activity.event");

      long began = System.nanoTime();
      String message = application.publish(event);
      for (LiveActivity stream : new LiveActivity[] {ofEnvironment, ofApplication, ofEndpoint}) {
        JsonNode shown = stream.awaits(any -> any.path("msgId").asText().equals(message));
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(2));
        assertThat(shown.path("payload").path("mark").asText()).isEqualTo(event.id());
        assertThat(shown.path("statusText").asText()).isEqualTo("success");
        assertThat(shown.path("responseStatusCode").asInt()).isEqualTo(204);
      }
    }
  }

  @Test
  void whoComesBackSeesWhatHappenedMeanwhile() {
    Application application = hooklane.anApplication();
    Endpoint endpoint =
        application.anEndpoint().at(hooklane.receiver().inbox().answers(204)).created();
    String path = application.path() + "/activity";
    String key = hooklane.standalone().liveKey();
    String left;
    try (LiveActivity stream = open(key, path)) {
      left = stream.lastId();
    }
    String message = application.publish(Event.anEvent("activity.event"));
    application.log().awaitStatus(message, endpoint, DeliveryLog.SUCCESS);

    try (LiveActivity again = LiveActivity.open(hooklane, key, path, left)) {
      again.awaits(any -> any.path("msgId").asText().equals(message));
      assertThat(again.events()).hasSize(1);
    }
  }

  @Test
  void whoLeavesTakesNoPlaceAnyMore() {
    Hooklane.ServiceProcess log = hooklane.standalone().process("delivery-log");
    try (LiveActivity ignored = open(hooklane.standalone().liveKey(), "/api/v1/activity")) {
      assertThat(streams(log)).isPositive();
    }

    await().atMost(Duration.ofSeconds(20)).until(() -> streams(log) == 0);
  }

  private LiveActivity open(String key, String path) {
    return LiveActivity.open(hooklane, key, path, null);
  }

  private static double streams(Hooklane.ServiceProcess log) {
    return log.metrics()
        .lines()
        .filter(line -> line.startsWith("hooklane_activity_streams"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }
}
