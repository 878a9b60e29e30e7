package io.hooklane.deliverylog;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.hooklane.contracts.delivery.Delivery;
import io.hooklane.contracts.delivery.DeliveryReport.Attempt;
import io.hooklane.contracts.message.ExpungedMessage;
import io.hooklane.contracts.message.Message;
import io.hooklane.contracts.topic.Topics;
import io.hooklane.servers.TestServers;
import io.hooklane.topics.RecordHeaders;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.quarkus.test.security.jwt.Claim;
import io.quarkus.test.security.jwt.JwtSecurity;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(TestServers.class)
@TestSecurity(
    user = "key_test",
    roles = {"application:read", "environment:manage"})
@JwtSecurity(claims = @Claim(key = "env", value = Customer.ENVIRONMENT))
class ExpungingIT {

  private static final String EXPUNGED = "EXPUNGED";

  @SuppressWarnings("NullAway.Init") // given by the test resource
  private TestServers servers;

  @SuppressWarnings("NullAway.Init") // before each test
  private TopicWriter topics;

  private final Customer customer = Customer.aCustomer();
  private final Message message = customer.message("order.created", Instant.now());
  private final Delivery delivery = customer.delivery(message);
  private final Attempt first = customer.retried(delivery, 1);
  private final Attempt second = customer.retried(delivery, 2);

  @BeforeEach
  void write() {
    topics = new TopicWriter(servers.bootstrapServers());
    topics.configure(customer);
    writeAll();
  }

  private void writeAll() {
    topics.message(message, "{\"card\":4711}");
    topics.delivery(delivery);
    topics.report(first, "you said 4711");
    topics.report(second, "you said it again");
    topics.flush();
  }

  @AfterEach
  void close() {
    topics.close();
  }

  @Test
  void aMessagesContentIsGoneForGoodAndDispatchersHearOfIt() {
    // When
    expunge("/msg/" + message.id()).statusCode(204);

    // Then
    isGone();
    get("/msg").body("data[0].payload.expired", equalTo(true));
    assertThat(expungedMessages()).extracting(ExpungedMessage::message).contains(message.id());
    expunge("/msg/" + message.id()).statusCode(204);
  }

  @Test
  void neitherARepeatNorALateAnswerBringsItBack() {
    // Given
    expunge("/msg/" + message.id()).statusCode(204);

    // When
    writeAll();
    Attempt late = customer.success(delivery, 3);
    topics.report(late, "late: 4711");
    topics.flush();

    // Then
    attempt(late).body("response", equalTo(EXPUNGED)).body("responseStatusCode", equalTo(200));
    isGone();
  }

  @Test
  void ofOneAttemptOnlyItsOwnAnswerGoes() {
    // When
    expunge("/msg/" + message.id() + "/attempt/" + first.id()).statusCode(204);
    writeAll();

    // Then
    attempt(first)
        .body("response", equalTo(EXPUNGED))
        .body("responseHeaders", nullValue())
        .body("responseStatusCode", equalTo(500));
    attempt(second).body("response", equalTo("you said it again"));
    get("/msg/" + message.id()).body("payload.card", equalTo(4711));
    assertThat(expungedMessages()).noneMatch(one -> one.message().equals(message.id()));
  }

  @Test
  void whatIsNotThereCannotBeExpunged() {
    expunge("/msg/msg_2wQzXy0aBcDeFgHiJkLmNoPqRsT").statusCode(404);
    expunge("/msg/" + message.id() + "/attempt/" + customer.success(delivery, 9).id())
        .statusCode(404);
    expunge("/msg/" + message.id() + "/attempt/nonsense").statusCode(404);
  }

  @Test
  @TestSecurity(user = "key_test", roles = "application:read")
  void whoMayOnlyReadMayNotExpunge() {
    expunge("/msg/" + message.id()).statusCode(403);
    expunge("/msg/" + message.id() + "/attempt/" + first.id()).statusCode(403);
  }

  private void isGone() {
    get("/msg/" + message.id()).body("payload", equalTo(Map.of("expired", true)));
    attempt(first).body("response", equalTo(EXPUNGED)).body("responseHeaders", nullValue());
    get("/attempt/msg/" + message.id() + "?before=" + second.at().plusMillis(1))
        .body("data.response", contains(EXPUNGED, EXPUNGED));
  }

  private List<ExpungedMessage> expungedMessages() {
    List<ExpungedMessage> all = new ArrayList<>();
    TopicPartition partition = new TopicPartition(Topics.EXPUNGED.name(), 0);
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, servers.bootstrapServers()),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
      while (consumer.position(partition) < end) {
        consumer
            .poll(Duration.ofMillis(100))
            .forEach(
                entry -> all.add(ExpungedMessage.readFrom(RecordHeaders.source(entry.headers()))));
      }
    }
    return all;
  }

  private ValidatableResponse attempt(Attempt attempt) {
    return get("/msg/" + message.id() + "/attempt/" + attempt.id()).statusCode(200);
  }

  private ValidatableResponse expunge(String path) {
    return given().delete(base() + path + "/content").then();
  }

  private ValidatableResponse get(String path) {
    return given().get(base() + path).then();
  }

  private String base() {
    return "/api/v1/app/" + customer.uid();
  }
}
