package io.hooklane.deliverylog;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.hooklane.contracts.delivery.Delivery;
import io.hooklane.contracts.message.Message;
import io.hooklane.deliverylog.DeliveryTopic.Sent;
import io.hooklane.servers.TestServers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.quarkus.test.security.jwt.Claim;
import io.quarkus.test.security.jwt.JwtSecurity;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(TestServers.class)
@TestSecurity(
    user = "key_test",
    roles = {"application:read", "attempt:create"})
@JwtSecurity(claims = @Claim(key = "env", value = Customer.ENVIRONMENT))
class ResendIT {

  @SuppressWarnings("NullAway.Init") // given by the test resource
  private TestServers servers;

  @SuppressWarnings("NullAway.Init") // before each test
  private TopicWriter topics;

  @SuppressWarnings("NullAway.Init") // before each test
  private DeliveryTopic deliveries;

  @Inject DataSource dataSource;

  private final Customer customer = Customer.aCustomer();

  @BeforeEach
  void configure() {
    topics = new TopicWriter(servers.bootstrapServers());
    topics.configure(customer);
    deliveries = new DeliveryTopic(servers.bootstrapServers());
  }

  @AfterEach
  void close() {
    deliveries.close();
    topics.close();
  }

  @Test
  void sendsTheMessageOnceMoreByHand() {
    // Given
    Message message = customer.messageOfEvent("event " + UUID.randomUUID());
    Delivery delivery = customer.delivery(message);
    topics.message(message, "{\"a\": 1.0}");
    topics.delivery(delivery);
    topics.report(customer.retried(delivery, 1), "no");
    topics.report(customer.unreachable(delivery, 2), "");
    topics.flush();
    given().get("/api/v1/app/" + customer.uid() + "/msg/unknown").then().statusCode(404);

    // When
    resend(message.id().value()).statusCode(202).body(equalTo("{}"));

    // Then
    List<Sent> sent = deliveries.byHand(customer.endpoint());
    assertThat(sent).hasSize(1);
    assertThat(sent.getFirst().key()).isEqualTo(customer.endpoint().value());
    assertThat(sent.getFirst().body()).isEqualTo("{\"a\": 1.0}");
    Delivery again = sent.getFirst().delivery();
    assertThat(again.id()).isEqualTo(delivery.id());
    assertThat(again.message()).isEqualTo(message.id());
    assertThat(again.acceptedAt()).isEqualTo(message.acceptedAt());
    assertThat(again.attempt()).isEqualTo(3);
    assertThat(again.dueAt()).isBetween(Instant.now().minusSeconds(10), Instant.now());
    assertThat(again.task()).isNull();
  }

  @Test
  void takesEventIdsAndUids() {
    String eventId = "event-" + UUID.randomUUID();
    topics.message(customer.messageOfEvent(eventId), "{}");
    topics.flush();

    given()
        .post(
            "/api/v1/app/%s/msg/%s/endpoint/%s/resend"
                .formatted(customer.uid(), eventId, customer.uid() + "-endpoint"))
        .then()
        .statusCode(202);

    assertThat(deliveries.byHand(customer.endpoint()).getFirst().delivery().attempt()).isEqualTo(1);
  }

  @Test
  void aRequestThatIsRepeatedWithItsKeyIsSentOnce() {
    Message message = published();
    String key = "auto_" + UUID.randomUUID();

    List<CompletableFuture<ValidatableResponse>> answers =
        List.of(
            CompletableFuture.supplyAsync(() -> resendWithKey(message, key)),
            CompletableFuture.supplyAsync(() -> resendWithKey(message, key)));
    answers.forEach(answer -> answer.join().statusCode(202).body(equalTo("{}")));
    resendWithKey(message, key).statusCode(202);
    assertThat(deliveries.byHand(customer.endpoint())).hasSize(1);

    resendWithKey(message, key + "2").statusCode(202);
    assertThat(deliveries.byHand(customer.endpoint())).hasSize(2);
    resendWithKey(message, "no key").statusCode(400);
  }

  @Test
  void whatIsNotThereIs404() {
    Message message = published();
    Customer neighbour = Customer.aCustomer();
    topics.configure(neighbour);

    resend(customer.message("a", Instant.now()).id().value()).statusCode(404);
    resend("no-such-event").statusCode(404);
    resend(customer.uid(), message.id().value(), "nobody").statusCode(404);
    resend(customer.uid(), message.id().value(), neighbour.endpoint().value()).statusCode(404);
    resend(neighbour.uid(), message.id().value(), neighbour.endpoint().value()).statusCode(404);
    assertThat(deliveries.byHand(customer.endpoint())).isEmpty();
  }

  @Test
  void saysThatTheEndpointIsDisabledAndWhatToDo() {
    Message message = published();
    topics.configure(customer.endpoint(true, List.of(), List.of()));
    resend(message.id().value())
        .statusCode(409)
        .body("code", equalTo("endpoint_disabled"))
        .body("detail", containsString("enable it"));

    topics.configure(customer.endpoint(false, List.of(), List.of()));
    resend(message.id().value()).statusCode(202);
    assertThat(deliveries.byHand(customer.endpoint())).hasSize(1);
  }

  @Test
  void saysThatTheContentIsExpunged() throws SQLException {
    Message message = published();
    try (Connection connection = dataSource.getConnection();
        PreparedStatement expunge =
            connection.prepareStatement("UPDATE messages SET stored_payload = NULL WHERE id = ?")) {
      expunge.setString(1, message.id().value());
      assertThat(expunge.executeUpdate()).isEqualTo(1);
    }

    resend(message.id().value()).statusCode(409).body("code", equalTo("content_expunged"));
  }

  @Test
  @TestSecurity(user = "key_reader", roles = "application:read")
  void whoMayOnlyReadMayNot() {
    resend("any").statusCode(403);
  }

  @Test
  void aDeliveryThatWasAskedForByHandAndCanceledLeavesTheScheduleAsItIs() {
    // Given
    Message message = published();
    Delivery delivery = customer.delivery(message);
    topics.delivery(delivery);
    topics.report(customer.retried(delivery, 1), "no");

    // When
    topics.delivery(customer.resent(delivery));
    topics.report(customer.canceledByHand(delivery), "");
    topics.flush();

    // Then
    given()
        .get("/api/v1/app/" + customer.uid() + "/msg/" + message.id() + "/endpoint")
        .then()
        .body("data[0].statusText", equalTo("pending"));
  }

  @Test
  void isRefusedWhileKafkaIsFrozenAndWorksAfterwards() {
    Message message = published();
    resend(message.id().value()).statusCode(202);
    servers.kafka().pause();
    try {
      resend(message.id().value()).statusCode(503).body("code", equalTo("unavailable"));
    } finally {
      servers.kafka().resume();
    }
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> resend(message.id().value()).statusCode(202));
  }

  private Message published() {
    Message message = customer.message("order.created", Instant.now());
    topics.message(message, "{}");
    topics.flush();
    given().get("/api/v1/app/" + customer.uid() + "/msg/" + message.id()).then().statusCode(200);
    return message;
  }

  private ValidatableResponse resend(String message) {
    return resend(customer.uid(), message, customer.endpoint().value());
  }

  private static ValidatableResponse resend(String app, String message, String endpoint) {
    return given()
        .post("/api/v1/app/%s/msg/%s/endpoint/%s/resend".formatted(app, message, endpoint))
        .then();
  }

  private ValidatableResponse resendWithKey(Message message, String key) {
    return given()
        .header("Idempotency-Key", key)
        .post(
            "/api/v1/app/%s/msg/%s/endpoint/%s/resend"
                .formatted(customer.uid(), message.id(), customer.endpoint()))
        .then();
  }
}
