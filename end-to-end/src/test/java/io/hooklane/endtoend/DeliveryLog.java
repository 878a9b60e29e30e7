package io.hooklane.endtoend;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What the API tells of one application's messages, deliveries and attempts. */
final class DeliveryLog {

  static final int SUCCESS = 0;
  static final int PENDING = 1;
  static final int FAILED = 2;
  static final int CANCELED = 4;

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Application application;

  DeliveryLog(Application application) {
    this.application = application;
  }

  /** A message's deliveries: one for each endpoint that it went to. */
  List<DeliveryState> deliveries(String message) {
    List<DeliveryState> deliveries = new ArrayList<>();
    pages(
        application.path() + "/msg/" + message + "/endpoint",
        "",
        row ->
            deliveries.add(
                new DeliveryState(
                    row.path("id").asText(),
                    row.path("status").asInt(),
                    instant(row.path("nextAttempt")),
                    row.path("reason").asText())));
    return deliveries;
  }

  /** The ids of the endpoints that a message went to. */
  Set<String> endpointsOf(String message) {
    Set<String> endpoints = new HashSet<>();
    deliveries(message).forEach(delivery -> endpoints.add(delivery.endpoint()));
    return endpoints;
  }

  /** Waits until a message's delivery to this endpoint stands so. */
  void awaitStatus(String message, Endpoint endpoint, int status) {
    await("status " + status + " of " + message + " for " + endpoint.id())
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .until(
            () -> deliveries(message),
            all ->
                all.stream()
                    .anyMatch(d -> d.endpoint().equals(endpoint.id()) && d.status() == status));
  }

  /** A message's attempts, the first one first. */
  List<Attempt> attempts(String message) {
    List<Attempt> attempts = new ArrayList<>();
    pages(application.path() + "/attempt/msg/" + message, "", row -> attempts.add(attempt(row)));
    attempts.sort(Comparator.comparing(Attempt::at));
    return attempts;
  }

  /** The ids of messages that an endpoint took, as the log has it. */
  Set<String> takenBy(Endpoint endpoint) {
    Set<String> messages = new HashSet<>();
    pages(
        application.path() + "/attempt/endpoint/" + endpoint.id(),
        "&status=" + SUCCESS,
        row -> messages.add(row.path("msgId").asText()));
    return messages;
  }

  /** The ids of all attempts to an endpoint, each as often as it is listed. */
  List<String> attemptsTo(Endpoint endpoint) {
    List<String> attempts = new ArrayList<>();
    pages(
        application.path() + "/attempt/endpoint/" + endpoint.id(),
        "&with_content=false",
        row -> attempts.add(row.path("id").asText()));
    return attempts;
  }

  /** The ids of all its messages, by the ids that their producers gave the events. */
  Map<String, String> messagesByEvent() {
    Map<String, String> messages = new HashMap<>();
    pages(
        application.path() + "/msg",
        "&with_content=false",
        row -> messages.put(row.path("eventId").asText(), row.path("id").asText()));
    return messages;
  }

  /** Waits until that many messages are recorded, and gives their ids by the events' ids. */
  Map<String, String> awaitMessages(int count) {
    return await(count + " messages in the log of " + application.id())
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(100))
        .until(this::messagesByEvent, messages -> messages.size() >= count);
  }

  private void pages(String path, String query, Consumer<JsonNode> row) {
    String iterator = null;
    boolean done = false;
    while (!done) {
      JsonNode page =
          application
              .api()
              .get(path + "?limit=250" + query + (iterator == null ? "" : "&iterator=" + iterator))
              .expect(200)
              .json();
      page.path("data").forEach(row);
      iterator = page.path("iterator").asText();
      done = page.path("done").asBoolean();
    }
  }

  private static Attempt attempt(JsonNode row) {
    return new Attempt(
        row.path("id").asText(),
        row.path("endpointId").asText(),
        row.path("status").asInt(),
        row.path("responseStatusCode").asInt(),
        Instant.parse(row.path("timestamp").asText()));
  }

  private static @Nullable Instant instant(JsonNode value) {
    return value.isTextual() ? Instant.parse(value.asText()) : null;
  }

  /**
   * Where one delivery stands.
   *
   * @param status by the API's numbers
   * @param nextAttempt when it is due again; null when it is not
   * @param reason why it stands so; empty when there is nothing to say
   */
  record DeliveryState(String endpoint, int status, @Nullable Instant nextAttempt, String reason) {}

  /**
   * One HTTP try.
   *
   * @param code the response's status; 0 when none came
   */
  record Attempt(String id, String endpoint, int status, int code, Instant at) {}
}
