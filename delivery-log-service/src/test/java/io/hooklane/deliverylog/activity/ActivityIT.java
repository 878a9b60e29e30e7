package io.hooklane.deliverylog.activity;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.hooklane.contracts.delivery.Delivery;
import io.hooklane.contracts.delivery.DeliveryReport.Attempt;
import io.hooklane.contracts.message.Message;
import io.hooklane.deliverylog.Customer;
import io.hooklane.deliverylog.TopicWriter;
import io.hooklane.deliverylog.activity.LiveStream.Event;
import io.hooklane.servers.TestServers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.quarkus.test.security.jwt.Claim;
import io.quarkus.test.security.jwt.JwtSecurity;
import io.restassured.RestAssured;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(TestServers.class)
@TestSecurity(
    user = "key_test",
    roles = {"application:read", "environment:read"})
@JwtSecurity(claims = @Claim(key = "env", value = Customer.ENVIRONMENT))
class ActivityIT {

  @SuppressWarnings("NullAway.Init") // given by the test resource
  private TestServers servers;

  @SuppressWarnings("NullAway.Init") // before each test
  private TopicWriter topics;

  private final Customer customer = Customer.aCustomer();
  private final Customer neighbour = Customer.aCustomer();

  @BeforeEach
  void configure() {
    topics = new TopicWriter(servers.bootstrapServers());
    topics.configure(customer);
    topics.configure(neighbour);
  }

  @AfterEach
  void close() {
    topics.close();
  }

  @Test
  void showsADeliverysPayloadAndStatusWithinTwoSeconds() {
    try (LiveStream stream = open("/api/v1/app/" + customer.uid() + "/activity")) {
      // Given
      long begin = System.nanoTime();

      // When
      Message message = customer.messageOfEvent("evt-live");
      Delivery delivery = customer.delivery(message);
      Attempt attempt = customer.success(delivery, 1);
      topics.message(message, "{\n \"amount\": 1.10,\r\n \"b\":\"é\\n</script>\"}");
      topics.report(attempt, "fine");
      topics.flush();
      Event event = stream.awaitEvent(any -> any.name().equals("attempt"));

      // Then
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(2));
      assertThat(event.data().path("payload").path("amount").asDouble()).isEqualTo(1.1);
      assertThat(event.data().path("payload").path("b").asText()).isEqualTo("é\n</script>");
      assertThat(event.data().path("eventId").asText()).isEqualTo("evt-live");
      assertThat(event.data().path("id").asText()).isEqualTo(attempt.id().value());
      assertThat(event.data().path("msgId").asText()).isEqualTo(message.id().value());
      assertThat(event.data().path("appId").asText()).isEqualTo(customer.id().value());
      assertThat(event.data().path("endpointId").asText()).isEqualTo(customer.endpoint().value());
      assertThat(event.data().path("statusText").asText()).isEqualTo("success");
      assertThat(event.data().path("responseStatusCode").asInt()).isEqualTo(200);
      assertThat(event.data().path("responseDurationMs").asInt()).isEqualTo(12);
      assertThat(event.data().path("attempt").asInt()).isEqualTo(1);
      assertThat(stream.head().toLowerCase(java.util.Locale.ROOT))
          .contains("content-type: text/event-stream", "cache-control: no-store");
    }
  }

  @Test
  void showsThePayloadOfARetryThatWasPublishedBeforeAnybodyListened() {
    // Given
    Message message = customer.message("order.created", Instant.now());
    topics.message(message, "{\"old\":true,\"pad\":\"" + "a".repeat(99) + "\"}");
    topics.flush();
    given().get("/api/v1/app/" + customer.uid() + "/msg/" + message.id()).then().statusCode(200);
    try (LiveStream stream = open("/api/v1/activity?status=2")) {
      // When
      topics.report(customer.retried(customer.delivery(message), 4), "no");
      topics.flush();
      Event event = stream.awaitEvent(any -> isOf(any, message));

      // Then
      assertThat(event.data().path("payload").path("old").asBoolean()).isTrue();
      assertThat(event.data().path("failure").asText()).isEqualTo("status");
      assertThat(event.data().path("nextAttempt").asText()).isNotEmpty();
    }
  }

  @Test
  void eachStreamShowsItsOwn() {
    try (LiveStream environment = open("/api/v1/activity");
        LiveStream application = open("/api/v1/app/" + customer.id() + "/activity");
        LiveStream endpoint =
            open(
                "/api/v1/app/" + customer.id() + "/endpoint/" + customer.endpoint() + "/activity");
        LiveStream failures = open("/api/v1/app/" + customer.id() + "/activity?status=2");
        LiveStream canceled =
            open("/api/v1/app/" + customer.id() + "/activity?status=4&event_types=order.created");
        LiveStream others = open("/api/v1/activity?event_types=item.changed")) {
      // Given
      Message mine = customer.message("order.created", Instant.now());
      Message theirs = neighbour.message("item.changed", Instant.now());

      // When
      topics.report(customer.retried(customer.delivery(mine), 1), "no");
      topics.report(customer.canceled(customer.delivery(mine)), "");
      topics.report(neighbour.success(neighbour.delivery(theirs), 1), "fine");
      topics.flush();

      // Then
      environment.awaitEvent(any -> isOf(any, theirs));
      environment.awaitEvent(any -> isOf(any, mine));
      application.awaitEvent(any -> any.name().equals("cancellation"));
      endpoint.awaitEvent(any -> any.name().equals("cancellation"));
      Event end = canceled.awaitEvent(any -> isOf(any, mine));
      assertThat(end.data().path("reason").asText()).isEqualTo("The endpoint was disabled");
      assertThat(end.data().path("statusText").asText()).isEqualTo("canceled");
      failures.awaitEvent(any -> isOf(any, mine));
      others.awaitEvent(any -> isOf(any, theirs));
      assertThat(application.events()).noneMatch(any -> isOf(any, theirs));
      assertThat(endpoint.events()).hasSize(2);
      assertThat(failures.events()).hasSize(1);
      assertThat(canceled.events()).hasSize(1);
      assertThat(others.events()).noneMatch(any -> isOf(any, mine));
    }
  }

  @Test
  void whoComesBackMissesNothing() {
    // Given
    String path = "/api/v1/app/" + customer.id() + "/activity";
    String left;
    try (LiveStream before = open(path)) {
      publish(customer);
      before.awaitEvent(any -> true);
      left = String.valueOf(before.lastId());
    }
    List<Message> missed = List.of(publish(customer), publish(customer), publish(customer));

    // When
    try (LiveStream again = LiveStream.open(RestAssured.port, path, "Last-Event-ID: " + left)) {
      missed.forEach(message -> again.awaitEvent(any -> isOf(any, message)));

      // Then
      assertThat(again.events()).hasSize(3).noneMatch(any -> any.name().equals("gap"));
    }
  }

  @Test
  void whoComesBackTooLateIsTold() {
    // Given
    Positions longAgo = Positions.of(new long[] {0, 0, 0});
    try (LiveStream all = open("/api/v1/app/" + neighbour.id() + "/activity")) {
      Message message = neighbour.message("order.created", Instant.now());
      for (int i = 1; i <= 450; i++) {
        topics.report(neighbour.retried(neighbour.delivery(message), i), "no");
      }
      topics.flush();
      all.awaitEvent(any -> any.name().equals("skipped"));

      // When
      try (LiveStream late =
          LiveStream.open(
              RestAssured.port,
              "/api/v1/app/" + customer.id() + "/activity",
              "Last-Event-ID: " + longAgo.text())) {
        // Then
        late.awaitEvent(any -> any.name().equals("gap"));
        Message next = publish(customer);
        late.awaitEvent(any -> isOf(any, next));
      }
    }
  }

  @Test
  void tellsHowManyItSkipped() {
    try (LiveStream stream = open("/api/v1/app/" + customer.id() + "/activity")) {
      Message message = customer.message("order.created", Instant.now());
      Delivery delivery = customer.delivery(message);
      topics.message(message, "{}");
      for (int i = 1; i <= 300; i++) {
        topics.report(customer.retried(delivery, i), "no");
      }
      topics.flush();

      stream.awaitEvent(any -> any.name().equals("skipped"));
      await()
          .untilAsserted(
              () -> {
                int skipped =
                    stream.events().stream()
                        .filter(any -> any.name().equals("skipped"))
                        .mapToInt(any -> any.data().path("count").asInt())
                        .sum();
                long shown =
                    stream.events().stream().filter(any -> any.name().equals("attempt")).count();
                assertThat(skipped + shown).isEqualTo(300);
                assertThat(shown).isLessThanOrEqualTo(200);
              });
    }
  }

  @Test
  void cutsALongPayloadAndSaysSo() {
    try (LiveStream stream = open("/api/v1/app/" + customer.id() + "/activity")) {
      Message message = customer.message("order.created", Instant.now());
      topics.message(message, "{\"long\":\"" + "x".repeat(100_000) + "\"}");
      topics.report(customer.success(customer.delivery(message), 1), "fine");
      topics.flush();

      Event event = stream.awaitEvent(any -> isOf(any, message));

      assertThat(event.data().path("payloadTruncated").asBoolean()).isTrue();
      assertThat(event.data().path("payload").asText()).hasSize(65_536).startsWith("{\"long\":\"x");
    }
  }

  @Test
  void aCallerWhoDoesNotReadIsDroppedAndNobodyElseNotices() {
    String path = "/api/v1/app/" + customer.id() + "/activity";
    try (LiveStream unread = LiveStream.unread(RestAssured.port, path);
        LiveStream reading = open("/api/v1/app/" + neighbour.id() + "/activity")) {
      double before = metric("hooklane_activity_dropped_total");
      await().until(() -> metric("hooklane_activity_streams") >= 2);

      // When
      await()
          .atMost(Duration.ofSeconds(40))
          .pollInterval(Duration.ofMillis(100))
          .until(
              () -> {
                for (int i = 0; i < 5; i++) {
                  Message message = customer.message("order.created", Instant.now());
                  topics.message(message, "{\"long\":\"" + "x".repeat(60_000) + "\"}");
                  topics.report(customer.success(customer.delivery(message), 1), "fine");
                }
                Message theirs = publish(neighbour);
                long begin = System.nanoTime();
                reading.awaitEvent(any -> isOf(any, theirs));
                assertThat(Duration.ofNanos(System.nanoTime() - begin))
                    .isLessThan(Duration.ofSeconds(2));
                return metric("hooklane_activity_dropped_total") > before;
              });

      // Then
      assertThat(reading.hasEnded()).isFalse();
      assertThat(unread.hasEnded()).isFalse();
    }
    await().until(() -> metric("hooklane_activity_streams") == 0);
  }

  @Test
  void namesWhatIsWrong() {
    String app = "/api/v1/app/" + customer.uid();
    refused(app + "/activity?status=1")
        .statusCode(422)
        .body("detail[0].loc", contains("query", "status"));
    refused(app + "/activity?status=x")
        .statusCode(422)
        .body("detail[0].loc", contains("query", "status"));
    refused(app + "/activity?event_types=a%20b")
        .statusCode(422)
        .body("detail[0].loc", contains("query", "event_types"));
    refused(app + "/activity?channel=a")
        .statusCode(422)
        .body("detail[0].loc", contains("query", "channel"));
    refused("/api/v1/app/nobody/activity").statusCode(404).body("code", equalTo("not_found"));
    refused(app + "/endpoint/nobody/activity").statusCode(404);
    refused(app + "/endpoint/" + neighbour.endpoint() + "/activity").statusCode(404);
    for (String id : List.of("nonsense", "%", "AAAA", "_____________w")) {
      given()
          .header("Last-Event-ID", id)
          .get(app + "/activity")
          .then()
          .statusCode(400)
          .body("detail", containsString("Last-Event-ID"));
    }
  }

  @Test
  @TestSecurity(user = "key_portal", roles = "application:read")
  void anApplicationsTokenDoesNotOpenTheEnvironments() {
    refused("/api/v1/activity").statusCode(403).body("code", equalTo("insufficient_access"));
  }

  private io.restassured.response.ValidatableResponse refused(String path) {
    return given().urlEncodingEnabled(false).get(path).then();
  }

  private Message publish(Customer of) {
    Message message = of.message("order.created", Instant.now());
    topics.message(message, "{}");
    topics.report(of.success(of.delivery(message), 1), "fine");
    topics.flush();
    return message;
  }

  private static boolean isOf(Event event, Message message) {
    return event.data().path("msgId").asText().equals(message.id().value());
  }

  private static LiveStream open(String path) {
    return LiveStream.open(RestAssured.port, path);
  }

  private static double metric(String name) {
    return given()
        .get("/q/metrics")
        .asString()
        .lines()
        .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }
}
