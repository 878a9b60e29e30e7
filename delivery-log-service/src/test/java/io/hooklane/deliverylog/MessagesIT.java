package io.hooklane.deliverylog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import io.hooklane.contracts.message.Message;
import io.hooklane.servers.TestServers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.quarkus.test.security.jwt.Claim;
import io.quarkus.test.security.jwt.JwtSecurity;
import io.restassured.response.ValidatableResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Messages, one and in lists. */
@QuarkusTest
@WithTestResource(TestServers.class)
@TestSecurity(user = "key_test", roles = "application:read")
@JwtSecurity(claims = @Claim(key = "env", value = Customer.ENVIRONMENT))
class MessagesIT {

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
  void findsAMessageThatIsStillOnItsWay() {
    // Given
    Message message = customer.message("order.created", Instant.now(), "client_A");
    topics.message(message, "{\"amount\": 1.10,  \"b\":\"é\"}");
    topics.flush();

    // When
    String body =
        log.get("/msg/" + message.id())
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
  void findsAMessageByItsEventId() {
    Message message = customer.messageOfEvent("evt-7");
    topics.message(message, "{}");
    topics.flush();

    log.get("/msg/evt-7")
        .statusCode(200)
        .body("id", equalTo(message.id().value()))
        .body("eventId", equalTo("evt-7"));
  }

  @Test
  void showsAPayloadThatIsNotJsonAsText() {
    Message message = customer.message("order.created", Instant.now());
    topics.message(message, "<a>\"1\"</a>");
    topics.flush();

    log.get("/msg/" + message.id()).statusCode(200).body("payload", equalTo("<a>\"1\"</a>"));
  }

  @Test
  void aSampleIsMarkedWhereverItIsShown() {
    Message sample = customer.sample(customer.endpoint());
    Message event = customer.message("order.created", Instant.now());
    topics.message(sample, "{}");
    topics.message(event, "{}");
    topics.flush();

    log.get("/msg/" + sample.id()).statusCode(200).body("test", equalTo(true));
    log.get("/msg/" + event.id()).statusCode(200).body("test", equalTo(false));
    log.get("/msg")
        .statusCode(200)
        .body("data.findAll { it.test }.id", contains(sample.id().value()));
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
    log.get("/msg/" + last.id()).statusCode(200);
    var all = log.get("/msg").extract().jsonPath().getList("data.id", String.class);

    // When
    var first = log.get("/msg?limit=2").extract().jsonPath();
    var second =
        log.get("/msg?limit=2&iterator=" + first.getString("iterator")).extract().jsonPath();
    var third =
        log.get("/msg?limit=2&iterator=" + second.getString("iterator")).extract().jsonPath();
    var back = log.get("/msg?limit=2&iterator=" + third.getString("prevIterator"));

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
    log.get("/msg/" + later.id()).statusCode(200);

    // When
    ValidatableResponse list =
        log.get(
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
}
