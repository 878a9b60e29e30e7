package io.hooklane.deliverylog;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.hooklane.contracts.id.EnvironmentId;
import io.hooklane.contracts.message.Message;
import io.hooklane.contracts.topic.Topics;
import io.hooklane.servers.TestServers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.quarkus.test.security.jwt.Claim;
import io.quarkus.test.security.jwt.JwtSecurity;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What holds for the whole log: whose it is, how it is asked, and that it goes on. */
@QuarkusTest
@WithTestResource(TestServers.class)
@TestSecurity(user = "key_test", roles = "application:read")
@JwtSecurity(claims = @Claim(key = "env", value = Customer.ENVIRONMENT))
class DeliveryLogIT {

  @SuppressWarnings("NullAway.Init") // given by the test resource
  private TestServers servers;

  @SuppressWarnings("NullAway.Init") // before each test
  private TopicWriter topics;

  private final Customer customer = Customer.aCustomer();
  private final LogClient log = new LogClient(customer);

  @BeforeEach
  void configure() {
    topics = new TopicWriter(servers.bootstrapServers());
    topics.configure(customer);
  }

  @AfterEach
  void close() {
    topics.close();
  }

  @Test
  void knowsNothingOfOtherCustomersAndEnvironments() {
    // Given
    Customer stranger =
        Customer.inEnvironment(new EnvironmentId("env_0000000000000000000000000bb"));
    Customer neighbour = Customer.aCustomer();
    topics.configure(stranger);
    topics.configure(neighbour);
    Message message = neighbour.message("order.created", Instant.now());
    topics.message(message, "{}");
    topics.flush();

    // Then
    given().get("/api/v1/app/" + stranger.id() + "/msg").then().statusCode(404);
    given().get("/api/v1/app/" + stranger.uid() + "/msg").then().statusCode(404);
    given().get("/api/v1/app/" + neighbour.uid() + "/msg").then().statusCode(200);
    log.get("/msg/" + message.id()).statusCode(404);
    log.get("/attempt/msg/" + message.id()).statusCode(404);
    log.get("/attempt/endpoint/" + neighbour.endpoint()).statusCode(404);
  }

  @Test
  void narrowsEachListByTag() {
    // Given
    Message plain = customer.message("order.created", Instant.now());
    Message tagged =
        new Message(
            customer.message("order.created", Instant.now()).id(),
            plain.environment(),
            plain.application(),
            plain.eventType(),
            null,
            List.of(),
            List.of("vip"),
            plain.acceptedAt(),
            null,
            Message.JSON,
            null,
            false);
    for (Message message : List.of(plain, tagged)) {
      topics.message(message, "{}");
      topics.delivery(customer.delivery(message));
      topics.report(customer.success(customer.delivery(message), 1), "");
    }
    topics.flush();
    log.get("/attempt/msg/" + tagged.id()).body("data", hasSize(1));
    String id = tagged.id().value();
    String endpoint = customer.endpoint().value();

    // Then
    log.get("/msg?tag=vip").statusCode(200).body("data.id", contains(id));
    log.get("/endpoint/" + endpoint + "/msg?tag=vip").body("data.id", contains(id));
    log.get("/attempt/endpoint/" + endpoint + "?tag=vip").body("data.msgId", contains(id));
    log.get("/attempt/msg/" + id + "?tag=other").body("data", hasSize(0));
    log.get("/attempt/msg/" + id + "?expanded_statuses=true").body("data", hasSize(1));
  }

  @Test
  void namesTheParameterThatIsWrong() {
    assertRefused("/msg?limit=251", "limit");
    assertRefused("/msg?limit=x", "limit");
    assertRefused("/msg?iterator=nonsense", "iterator");
    assertRefused("/msg?before=yesterday", "before");
    assertRefused("/msg?channel=a%00b", "channel");
    assertRefused("/msg?event_types=a%20b", "event_types");
    assertRefused("/msg?with_content=maybe", "with_content");
    assertRefused("/attempt/endpoint/" + customer.endpoint() + "?status=9", "status");
    assertRefused(
        "/attempt/endpoint/" + customer.endpoint() + "?status_code_class=201", "status_code_class");
    assertRefused("/attempt/endpoint/" + customer.endpoint() + "?iterator=msg_1", "iterator");
    for (String list :
        List.of(
            "/msg",
            "/attempt/endpoint/" + customer.endpoint(),
            "/attempt/msg/x",
            "/endpoint/" + customer.endpoint() + "/msg",
            "/msg/x/endpoint")) {
      assertRefused(list + "?limti=5", "limti");
      assertRefused(list + "?limit=5&statuscode=1", "statuscode");
    }
    assertRefused("/msg?status=0", "status");
    assertRefused("/msg/x/endpoint?before=2026-01-31T12:00:00Z", "before");
  }

  @Test
  void goesOnAfterRecordsThatCannotBeRead() {
    topics.nonsense(Topics.MESSAGES.name());
    topics.nonsense(Topics.ATTEMPTS.name());
    topics.nonsense(Topics.DELIVERIES.name());
    Message message = customer.message("order.created", Instant.now());
    topics.message(message, "{}");
    topics.flush();

    log.get("/msg/" + message.id()).statusCode(200);
  }

  @Test
  void tellsOperatorsAndProgramsAboutItself() {
    String description = given().get("/q/openapi?format=json").then().extract().asString();

    assertThat(description)
        .contains(
            "v1.message.list",
            "v1.message.get",
            "v1.message-attempt.list-by-endpoint",
            "v1.message-attempt.list-by-msg",
            "v1.message-attempt.get",
            "v1.message-attempt.list-attempted-destinations",
            "v1.message-attempt.list-attempted-messages",
            "status_code_class",
            "\"MessageAttemptOut\"");
    given().get("/q/health/ready").then().statusCode(200).body("status", equalTo("UP"));
    assertThat(given().get("/q/metrics").asString())
        .contains(
            "hooklane_recorded_rows_total",
            "hooklane_recording_lag",
            "hooklane_recording_batch_seconds");
  }

  private void assertRefused(String path, String parameter) {
    log.get(path).statusCode(422).body("detail[0].loc", contains("query", parameter));
  }
}
