package io.hooklane.endtoend;

import static io.hooklane.endtoend.Event.anEvent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * What happens after a failed attempt (O11–O14). The schedule runs in scaled time, and an attempt
 * may be a second late: nothing else takes the processors meanwhile.
 */
@EndToEnd
@Isolated
class RetryE2E {

  /** The default waits; each is scaled, then varied by up to a fifth. */
  private static final List<Duration> WAITS =
      List.of(
          Duration.ofSeconds(5),
          Duration.ofMinutes(5),
          Duration.ofMinutes(30),
          Duration.ofHours(2),
          Duration.ofHours(5),
          Duration.ofHours(10),
          Duration.ofHours(10));

  private static final Duration LATEST = Duration.ofSeconds(1);

  private final Hooklane hooklane;
  private final Application application;
  private final Inbox inbox;

  RetryE2E(Hooklane hooklane) {
    this.hooklane = hooklane;
    this.application = hooklane.anApplication();
    this.inbox = hooklane.receiver().inbox();
  }

  @Test
  void succeedsAtTheThirdAttemptAndCountsIt() {
    inbox.answers(500, 500, 200);
    Endpoint endpoint = application.anEndpoint().at(inbox).created();
    double before = successfulRetries();
    Event event = anEvent("order.reminder");

    String message = application.publish(event);

    inbox.awaits(3);
    application.log().awaitStatus(message, endpoint, DeliveryLog.SUCCESS);
    assertThat(application.log().attempts(message).stream().map(DeliveryLog.Attempt::code))
        .containsExactly(500, 500, 200);
    assertThat(inbox.count()).isEqualTo(3);
    sameMessageFreshlySigned(inbox.received(), endpoint.secret());
    // Other tests' retries are counted beside it; the statistics below are of this endpoint only.
    assertThat(successfulRetries()).isGreaterThanOrEqualTo(before + 1);
    JsonNode counted =
        application
            .api()
            .get("/api/v1/statistics?bucket=day&by=endpoint&app_id=" + application.id())
            .expect(200)
            .json()
            .path("data")
            .path(0);
    assertThat(counted.path("endpointId").asText()).isEqualTo(endpoint.id());
    assertThat(counted.path("deliveries").path("success").asInt()).isEqualTo(1);
    assertThat(counted.path("successfulRetries").asInt()).isEqualTo(1);
    assertThat(counted.path("attempts").asInt()).isEqualTo(3);
    assertThat(counted.path("failedAttempts").asInt()).isEqualTo(2);
  }

  @Test
  void failsWhenTheScheduleIsSpentAndKeepsEveryDueTime() {
    inbox.answers(500);
    Endpoint endpoint = application.anEndpoint().at(inbox).created();
    Event event = anEvent("order.reminder");

    String message = application.publish(event);

    Set<Instant> due = new TreeSet<>();
    await()
        .atMost(Duration.ofSeconds(90))
        .pollInterval(Duration.ofMillis(100))
        .until(
            () -> application.log().deliveries(message),
            all -> {
              all.stream()
                  .map(DeliveryLog.DeliveryState::nextAttempt)
                  .filter(at -> at != null)
                  .forEach(due::add);
              return all.stream().anyMatch(d -> d.status() == DeliveryLog.FAILED);
            });
    List<Received> received = inbox.received();
    assertThat(received).hasSize(WAITS.size() + 1);
    assertThat(application.log().attempts(message)).hasSize(WAITS.size() + 1);
    assertThat(application.log().deliveries(message).getFirst().nextAttempt()).isNull();
    sameMessageFreshlySigned(received, endpoint.secret());
    assertThat(received.getLast().signedAt())
        .isAfter(received.getFirst().signedAt().plusSeconds(10));
    followsTheSchedule(received);
    assertThat(due).as("next attempts that the log showed").hasSizeGreaterThanOrEqualTo(3);
    due.forEach(at -> keeps(at, received));
  }

  @Test
  void aReceiverThatComesBackGetsItAtTheNextDueAttempt() {
    Receiver away = Receiver.open();
    int port = away.port();
    String url = away.inboxAt("/orders").url();
    away.close();
    Endpoint endpoint =
        application
            .anEndpoint()
            .at(url)
            .with("retrySchedule", Map.of("preset", "every-5-minutes"))
            .created();
    Event event = anEvent("order.reminder");
    String message = application.publish(event);
    await().until(() -> application.log().attempts(message).size() >= 2);
    assertThat(application.log().attempts(message).getFirst().code()).isZero();

    try (Receiver back = Receiver.openOn(port)) {
      Received received = back.inboxAt("/orders").awaits(event);

      assertThat(received.webhookId()).isEqualTo(message);
      application.log().awaitStatus(message, endpoint, DeliveryLog.SUCCESS);
    }
  }

  @Test
  void aPendingRetryOfADisabledEndpointIsCanceled() {
    inbox.answers(500);
    Endpoint endpoint = application.anEndpoint().at(inbox).created();
    String message = application.publish(anEvent("order.reminder"));
    inbox.awaits(4);

    endpoint.disable();
    int sent = inbox.count();

    isCanceled(message, endpoint, "The endpoint is disabled");
    assertThat(inbox.count()).isEqualTo(sent);
  }

  @Test
  void aPendingRetryOfADeletedEndpointIsCanceled() {
    inbox.answers(500);
    Endpoint endpoint = application.anEndpoint().at(inbox).created();
    String message = application.publish(anEvent("order.reminder"));
    inbox.awaits(4);

    endpoint.delete();
    int sent = inbox.count();

    isCanceled(message, endpoint, "The endpoint was deleted");
    assertThat(inbox.count()).isEqualTo(sent);
  }

  private void isCanceled(String message, Endpoint endpoint, String reason) {
    application.log().awaitStatus(message, endpoint, DeliveryLog.CANCELED);
    assertThat(application.log().deliveries(message))
        .singleElement()
        .satisfies(
            delivery -> {
              assertThat(delivery.reason()).isEqualTo(reason);
              assertThat(delivery.nextAttempt()).isNull();
            });
  }

  private static void sameMessageFreshlySigned(List<Received> received, String secret) {
    assertThat(received.stream().map(Received::webhookId).distinct()).hasSize(1);
    for (Received request : received) {
      assertThat(request.signedAt())
          .isBetween(request.at().minusSeconds(3), request.at().plusSeconds(1));
      request.verify(secret);
    }
  }

  private static void followsTheSchedule(List<Received> received) {
    for (int i = 0; i < WAITS.size(); i++) {
      double wait = WAITS.get(i).toMillis() * Launcher.TIME_SCALE;
      long waited = Duration.between(received.get(i).at(), received.get(i + 1).at()).toMillis();
      System.out.printf("retry %d: waited %d ms of %.0f ms%n", i + 1, waited, wait);
      assertThat((double) waited)
          .as("wait before attempt %d", i + 2)
          .isBetween(0.8 * wait - 2, 1.2 * wait + LATEST.toMillis());
    }
  }

  private static void keeps(Instant due, List<Received> received) {
    assertThat(received)
        .as("an attempt due at %s", due)
        .anyMatch(
            request -> !request.at().isBefore(due) && !request.at().isAfter(due.plus(LATEST)));
  }

  private double successfulRetries() {
    return Metrics.of(hooklane.standalone().process("dispatcher"))
        .sum("hooklane_deliveries_total", "state=\"success\"", "retried=\"true\"");
  }
}
