package io.hooklane.deliverylog;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.hooklane.contracts.delivery.Delivery;
import io.hooklane.contracts.delivery.DeliveryReport.Attempt;
import io.hooklane.contracts.id.EnvironmentId;
import io.hooklane.contracts.message.Message;
import io.hooklane.contracts.topic.Topics;
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
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(TestServers.class)
@TestSecurity(user = "key_test", roles = "application:read")
@JwtSecurity(claims = @Claim(key = "env", value = Customer.ENVIRONMENT))
class DeliveryLogIT {

  private static final String NOT_INDEXED = "env_0000000000000000000000000ni";

  @SuppressWarnings("NullAway.Init") // given by the test resource
  private TestServers servers;

  @SuppressWarnings("NullAway.Init") // before each test
  private TopicWriter topics;

  @Inject DataSource dataSource;

  private final Customer customer = Customer.aCustomer();

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
  void aSampleIsMarkedWhereverItIsShown() {
    Message sample = customer.sample(customer.endpoint());
    Message event = customer.message("order.created", Instant.now());
    topics.message(sample, "{}");
    topics.message(event, "{}");
    topics.flush();

    get("/msg/" + sample.id()).statusCode(200).body("test", equalTo(true));
    get("/msg/" + event.id()).statusCode(200).body("test", equalTo(false));
    get("/msg").statusCode(200).body("data.findAll { it.test }.id", contains(sample.id().value()));
  }

  @Test
  void findsAMessageThatIsStillOnItsWay() {
    // Given
    Message message = customer.message("order.created", Instant.now(), "client_A");
    topics.message(message, "{\"amount\": 1.10,  \"b\":\"é\"}");
    topics.flush();

    // When
    String body =
        get("/msg/" + message.id())
            .statusCode(200)
            .body("id", equalTo(message.id().value()))
            .body("eventType", equalTo("order.created"))
            .body("channels", contains("client_A"))
            .body("timestamp", equalTo(message.acceptedAt().toString()))
            .extract()
            .asString();

    // Then
    assertThat(body).contains("\"payload\":{\"amount\": 1.10,  \"b\":\"é\"}");
  }

  @Test
  void aReportThatIsCutShortHoldsUpNoneBehindIt() {
    Message broken = customer.message("order.created", Instant.now());
    Message whole = customer.message("order.created", Instant.now());
    topics.message(broken, "{}");
    topics.message(whole, "{}");

    topics.cutShort(customer.success(customer.delivery(broken), 1));
    topics.report(customer.success(customer.delivery(whole), 1), "taken");
    topics.flush();

    get("/attempt/msg/" + broken.id()).statusCode(200).body("data", hasSize(0));
    get("/attempt/msg/" + whole.id()).statusCode(200).body("data.response", contains("taken"));
  }

  @Test
  void findsAMessageByItsEventId() {
    Message message = customer.messageOfEvent("evt-7");
    topics.message(message, "{}");
    topics.flush();

    get("/msg/evt-7")
        .statusCode(200)
        .body("id", equalTo(message.id().value()))
        .body("eventId", equalTo("evt-7"));
  }

  @Test
  void showsAPayloadThatIsNotJsonAsText() {
    Message message = customer.message("order.created", Instant.now());
    topics.message(message, "<a>\"1\"</a>");
    topics.flush();

    get("/msg/" + message.id()).statusCode(200).body("payload", equalTo("<a>\"1\"</a>"));
  }

  @Test
  void listsTheAttemptsOfAMessage() {
    // Given
    Message message = customer.message("order.created", Instant.now());
    Delivery delivery = customer.delivery(message);
    Attempt first = customer.retried(delivery, 1);
    Attempt second = customer.success(delivery, 2);
    topics.message(message, "{}");
    topics.delivery(delivery);
    topics.report(first, new byte[] {'n', 'o', 0, (byte) 0xFF});
    topics.report(second, "fine");
    topics.flush();

    // When
    ValidatableResponse list = get("/attempt/msg/" + message.id());

    // Then
    list.statusCode(200)
        .body("data.id", contains(second.id().value(), first.id().value()))
        .body("data.status", contains(0, 2))
        .body("data.statusText", contains("success", "fail"))
        .body("data.response", contains("fine", "no\0\uFFFD"))
        .body("data.responseStatusCode", contains(200, 500))
        .body("data[0].responseDurationMs", equalTo(12))
        .body("data[0].triggerType", equalTo(0))
        .body("data[0].url", equalTo("https://example.com/hook"))
        .body("data[0].endpointId", equalTo(customer.endpoint().value()))
        .body("data[0].msgId", equalTo(message.id().value()))
        .body("data[0].timestamp", equalTo(second.at().toString()))
        .body("data.number", contains(2, 1))
        .body("data.failure", contains(null, "status"))
        .body("data[0].timings.firstByteMs", equalTo(9))
        .body("data[0].timings.dnsMs", nullValue())
        .body("data[0].requestHeaders.webhook-id", contains(message.id().value()))
        .body("data[0].responseHeaders.content-type", contains("text/plain"))
        .body("iterator", nullValue())
        .body("done", equalTo(true));
    get("/msg/" + message.id() + "/attempt/" + first.id())
        .statusCode(200)
        .body("id", equalTo(first.id().value()));
  }

  @Test
  void tellsWhyThereWasNoResponse() {
    Message message = customer.message("order.created", Instant.now());
    Attempt attempt = customer.unreachable(customer.delivery(message), 1);
    topics.message(message, "{}");
    topics.report(attempt, "");
    topics.flush();

    get("/msg/" + message.id() + "/attempt/" + attempt.id())
        .statusCode(200)
        .body("responseStatusCode", equalTo(0))
        .body("response", equalTo("Connection refused"));
  }

  @Test
  void pagesBothWaysThroughMessagesOfOneMoment() {
    // Given
    Instant moment = Instant.now();
    for (int i = 0; i < 5; i++) {
      topics.message(customer.message("order.created", moment), "{}");
    }
    topics.flush();
    Message last = customer.message("order.created", moment.plusMillis(1));
    topics.message(last, "{}");
    topics.flush();
    get("/msg/" + last.id()).statusCode(200);
    var all = get("/msg").extract().jsonPath().getList("data.id", String.class);

    // When
    var first = get("/msg?limit=2").extract().jsonPath();
    var second = get("/msg?limit=2&iterator=" + first.getString("iterator")).extract().jsonPath();
    var third = get("/msg?limit=2&iterator=" + second.getString("iterator")).extract().jsonPath();
    var back = get("/msg?limit=2&iterator=" + third.getString("prevIterator"));

    // Then
    assertThat(all).hasSize(6).first().isEqualTo(last.id().value());
    assertThat(first.getList("data.id")).isEqualTo(all.subList(0, 2));
    assertThat(second.getList("data.id")).isEqualTo(all.subList(2, 4));
    assertThat(third.getList("data.id")).isEqualTo(all.subList(4, 6));
    assertThat(third.getBoolean("done")).isTrue();
    back.body("data.id", equalTo(all.subList(2, 4)));
  }

  @Test
  void narrowsMessagesByTypeChannelAndTime() {
    // Given
    Instant now = Instant.ofEpochMilli(System.currentTimeMillis());
    Message wanted = customer.message("order.created", now, "a", "b");
    Message otherType = customer.message("item.changed", now.plusMillis(1), "a");
    Message otherChannel = customer.message("order.created", now.plusMillis(2), "A");
    Message later = customer.message("order.created", now.plusSeconds(9), "a");
    for (Message message : List.of(wanted, otherType, otherChannel, later)) {
      topics.message(message, "{\"secret\":1}");
    }
    topics.flush();
    get("/msg/" + later.id()).statusCode(200);

    // When
    ValidatableResponse list =
        get(
            "/msg?event_types[0]=order.created&event_types[]=x,y&channel=a&with_content=false"
                + "&after="
                + now
                + "&before="
                + now.plusSeconds(9));

    // Then
    list.statusCode(200)
        .body("data.id", contains(wanted.id().value()))
        .body("data[0].payload", equalTo(Map.of()));
  }

  @Test
  void pagesThroughTheMessagesWithAChannel() {
    // Given
    Instant now = Instant.now();
    for (int i = 0; i < 9; i++) {
      // Three of a moment, over two days.
      Instant moment = now.minus(i / 3, i < 6 ? ChronoUnit.MILLIS : ChronoUnit.DAYS);
      topics.message(customer.message("order.created", moment, i % 3 == 2 ? "B" : "b"), "{}");
    }
    topics.flush();
    Message last = customer.message("order.created", now, "last");
    topics.message(last, "{}");
    topics.flush();
    get("/msg/" + last.id()).statusCode(200);

    // When
    var all = get("/msg?channel=b").extract().jsonPath().getList("data.id", String.class);
    var first = get("/msg?channel=b&limit=3").extract().jsonPath();
    var second =
        get("/msg?channel=b&limit=3&iterator=" + first.getString("iterator")).extract().jsonPath();
    var back = get("/msg?channel=b&limit=3&iterator=" + second.getString("prevIterator"));

    // Then
    assertThat(all).hasSize(6);
    assertThat(first.getList("data.id")).isEqualTo(all.subList(0, 3));
    assertThat(second.getList("data.id")).isEqualTo(all.subList(3, 6));
    assertThat(second.getBoolean("done")).isTrue();
    back.body("data.id", equalTo(all.subList(0, 3)));
  }

  @Test
  @JwtSecurity(claims = @Claim(key = "env", value = NOT_INDEXED))
  void findsByChannelWhatIsNotIndexedByItYet() throws SQLException {
    // Given
    Customer other = Customer.inEnvironment(new EnvironmentId(NOT_INDEXED));
    topics.configure(other);
    Message message = other.message("order.created", Instant.now(), "b");
    topics.message(message, "{}");
    topics.flush();
    String list = "/api/v1/app/" + other.uid() + "/msg?channel=b";

    given().get("/api/v1/app/" + other.uid() + "/msg/" + message.id()).then().statusCode(200);
    change("DELETE FROM message_keys WHERE message_id = ?", message.id().value());
    given().get(list).then().statusCode(200).body("data", hasSize(0));

    // When
    change(
        "INSERT INTO days_without_names SELECT environment_id, day FROM messages WHERE id = ?",
        message.id().value());

    // Then
    given().get(list).then().body("data.id", contains(message.id().value()));
  }

  @Test
  void aChannelWithTheSameHashIsAnother() throws SQLException {
    // Given
    Message wanted = customer.message("order.created", Instant.now(), "b");
    Message other = customer.message("order.created", Instant.now(), "c");
    topics.message(wanted, "{}");
    topics.message(other, "{}");
    topics.flush();
    get("/msg/" + other.id()).statusCode(200);
    get("/msg/" + wanted.id()).statusCode(200);

    // When
    change(
        "UPDATE message_keys SET application_key ="
            + " (SELECT application_key FROM message_keys WHERE message_id = ?)"
            + " WHERE message_id = ?",
        wanted.id().value(),
        other.id().value());

    // Then
    get("/msg?channel=b").body("data.id", contains(wanted.id().value()));
  }

  @Test
  void narrowsTheAttemptsToAnEndpoint() {
    // Given
    Message message = customer.message("order.created", Instant.now(), "a");
    Delivery delivery = customer.delivery(message);
    Attempt failed = customer.retried(delivery, 1);
    Attempt succeeded = customer.success(delivery, 2);
    topics.message(message, "{\"a\":1}");
    topics.report(failed, "no");
    topics.report(succeeded, "yes");
    topics.flush();
    get("/msg/" + message.id() + "/attempt/" + succeeded.id()).statusCode(200);
    String list = "/attempt/endpoint/" + customer.uid() + "-endpoint";

    // Then
    get(list).body("data.id", contains(succeeded.id().value(), failed.id().value()));
    get(list + "?status=2").body("data.id", contains(failed.id().value()));
    get(list + "?status=1").body("data", hasSize(0)).body("iterator", nullValue());
    get(list + "?status_code_class=200").body("data.id", contains(succeeded.id().value()));
    get(list + "?status_code_class=500").body("data.id", contains(failed.id().value()));
    get(list + "?channel=a&event_types=order.created").body("data", hasSize(2));
    get(list + "?channel=b").body("data", hasSize(0));
    get(list + "?before=" + succeeded.at()).body("data.id", contains(failed.id().value()));
    get(list + "?after=" + succeeded.at()).body("data.id", contains(succeeded.id().value()));
    get(list + "?with_content=false")
        .body("data.response", contains("", ""))
        .body("data.requestHeaders", contains(nullValue(), nullValue()))
        .body("data.responseHeaders", contains(nullValue(), nullValue()));
    get(list + "?with_msg=true&limit=1").body("data[0].msg.payload.a", equalTo(1));
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
    get("/attempt/msg/" + tagged.id()).body("data", hasSize(1));
    String id = tagged.id().value();
    String endpoint = customer.endpoint().value();

    // Then
    get("/msg?tag=vip").statusCode(200).body("data.id", contains(id));
    get("/endpoint/" + endpoint + "/msg?tag=vip").body("data.id", contains(id));
    get("/attempt/endpoint/" + endpoint + "?tag=vip").body("data.msgId", contains(id));
    get("/attempt/msg/" + id + "?tag=other").body("data", hasSize(0));
    get("/attempt/msg/" + id + "?expanded_statuses=true").body("data", hasSize(1));
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
    get("/msg/" + message.id()).statusCode(404);
    get("/attempt/msg/" + message.id()).statusCode(404);
    get("/attempt/endpoint/" + neighbour.endpoint()).statusCode(404);
  }

  @Test
  void goesOnAfterRecordsThatCannotBeRead() {
    topics.nonsense(Topics.MESSAGES.name());
    topics.nonsense(Topics.ATTEMPTS.name());
    topics.nonsense(Topics.DELIVERIES.name());
    Message message = customer.message("order.created", Instant.now());
    topics.message(message, "{}");
    topics.flush();

    get("/msg/" + message.id()).statusCode(200);
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

  private ValidatableResponse get(String path) {
    return given().urlEncodingEnabled(false).get("/api/v1/app/" + customer.uid() + path).then();
  }

  private void change(String sql, String... values) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setString(i + 1, values[i]);
      }
      assertThat(statement.executeUpdate()).isEqualTo(1);
    }
  }

  private void assertRefused(String path, String parameter) {
    get(path).statusCode(422).body("detail[0].loc", contains("query", parameter));
  }
}
