package io.hooklane.deliverylog;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hooklane.contracts.configuration.Configuration;
import io.hooklane.contracts.delivery.Delivery;
import io.hooklane.contracts.delivery.DeliveryReport.Attempt;
import io.hooklane.contracts.id.ApplicationId;
import io.hooklane.contracts.id.EndpointId;
import io.hooklane.contracts.id.EnvironmentId;
import io.hooklane.contracts.message.Message;
import io.hooklane.contracts.topic.Topics;
import io.hooklane.deliverylog.directory.Directory;
import io.hooklane.servers.TestServers;
import io.hooklane.topics.ConfigurationLog;
import io.hooklane.topics.MessageOutbox;
import io.hooklane.topics.RecordHeaders;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.quarkus.test.security.jwt.Claim;
import io.quarkus.test.security.jwt.JwtSecurity;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What operational webhooks are told of deliveries, from the reports to the topic. */
@QuarkusTest
@WithTestResource(TestServers.class)
@TestSecurity(user = "key_test", roles = "application:read")
@JwtSecurity(claims = @Claim(key = "env", value = OperationalWebhooksIT.ENVIRONMENT))
@SuppressWarnings("NullAway.Init") // Fields are given by the test resource or before each test.
class OperationalWebhooksIT {

  /** Of its own: other tests have nobody who listens. */
  static final String ENVIRONMENT = "env_0000000000000000000000000ow";

  private static final EnvironmentId WORLD = new EnvironmentId(ENVIRONMENT);
  private static final SplittableRandom RANDOM = new SplittableRandom();

  @Inject Directory directory;

  @Inject DataSource dataSource;

  @Inject ConfigurationLog configurationLog;

  private TestServers servers;
  private TopicWriter topics;
  private Configuration.Endpoint listening;

  private final Customer customer = Customer.inEnvironment(WORLD);
  private final Customer operational =
      new Customer(
          WORLD,
          new ApplicationId("app_0000000000000000000000000ow"),
          Configuration.Application.OPERATIONAL_UID,
          EndpointId.random(Instant.now(), RANDOM));

  @BeforeEach
  void somebodyListens() {
    topics = new TopicWriter(servers.bootstrapServers());
    topics.configure(customer);
    topics.configure(operational);
    listening = (Configuration.Endpoint) operational.configuration().getLast();
    await().until(() -> directory.listening(WORLD, "message.attempt.failing").isPresent());
  }

  @AfterEach
  void nobodyListens() {
    topics.remove(listening.key());
    topics.flush();
    await().until(() -> !directory.anybodyListens());
    topics.close();
  }

  @Test
  void tellsWhenADeliveryFailsWhenItIsGivenUpAndWhenItIsTakenAfterAll() {
    // Given
    Message message = customer.messageOfEvent("an-event-" + RANDOM.nextLong());
    Delivery delivery = customer.delivery(message);
    topics.message(message, "{}");
    topics.delivery(delivery);
    for (int number = 1; number <= 3; number++) {
      topics.report(customer.retried(delivery, number), "no");
    }
    awaitRecorded();
    assertThat(told(delivery)).isEmpty();

    // When
    Attempt fourth = customer.retried(delivery, 4);
    topics.report(fourth, "no");
    awaitTold(delivery, "message.attempt.failing");
    topics.report(customer.retried(delivery, 5), "no");
    topics.report(customer.unreachable(delivery, 6), "");
    awaitTold(delivery, "message.attempt.failing", "message.attempt.exhausted");
    topics.report(customer.success(delivery, 7), "yes");
    awaitTold(
        delivery,
        "message.attempt.failing",
        "message.attempt.exhausted",
        "message.attempt.recovered");

    // Then
    Told failing = told(delivery).getFirst();
    assertThat(failing.message().application()).isEqualTo(operational.id());
    JsonPath data = failing.json();
    assertThat(data.getString("type")).isEqualTo("message.attempt.failing");
    assertThat(data.getString("data.appId")).isEqualTo(customer.id().value());
    assertThat(data.getString("data.appUid")).isEqualTo(customer.uid());
    assertThat(data.getString("data.endpointId")).isEqualTo(customer.endpoint().value());
    assertThat(data.getString("data.msgId")).isEqualTo(message.id().value());
    assertThat(data.getString("data.msgEventId")).isEqualTo(message.eventId());
    assertThat(data.getString("data.lastAttempt.id")).isEqualTo(fourth.id().value());
    assertThat(data.getInt("data.lastAttempt.responseStatusCode")).isEqualTo(500);
    assertThat(data.getString("data.lastAttempt.timestamp")).isEqualTo(fourth.at().toString());
  }

  @Test
  void tellsOnceHoweverOftenReportsCome() {
    Message message = customer.message("order.created", Instant.now());
    Delivery delivery = customer.delivery(message);
    topics.delivery(delivery);
    List<Attempt> attempts = new ArrayList<>();
    for (int number = 1; number <= 5; number++) {
      attempts.add(customer.retried(delivery, number));
    }
    attempts.add(customer.success(delivery, 6));

    for (int i = 0; i < 3; i++) {
      attempts.forEach(attempt -> topics.report(attempt, "answer"));
      awaitRecorded();
    }

    awaitTold(delivery, "message.attempt.failing", "message.attempt.recovered");
    assertThat(told(delivery).stream().map(told -> told.message().id()).distinct()).hasSize(2);
  }

  @Test
  void whatEndsSoonerIsNotFailingAndWhatDidNotFailDoesNotRecover() {
    Delivery taken = aDelivery();
    topics.report(customer.retried(taken, 1), "no");
    topics.report(customer.success(taken, 2), "yes");
    Delivery byHand = aDelivery();
    topics.report(customer.retried(byHand, 1), "no");
    topics.report(customer.success(byHand, 9), "yes");
    Delivery resent = customer.delivery(customer.message("order.created", Instant.now()));
    topics.delivery(customer.resent(resent));
    topics.report(customer.failedByHand(resent, 4), "no");
    Delivery givenUp = aDelivery();
    topics.report(customer.unreachable(givenUp, 1), "");

    awaitTold(givenUp, "message.attempt.exhausted");
    assertThat(told(taken)).isEmpty();
    assertThat(told(byHand)).isEmpty();
    assertThat(told(resent)).isEmpty();
  }

  @Test
  void whoListensIsNotToldOfWhatFailsToBeTold() {
    Message message = operational.message("message.attempt.failing", Instant.now());
    Delivery telling = operational.delivery(message);
    topics.delivery(telling);
    for (int number = 1; number <= 4; number++) {
      topics.report(operational.retried(telling, number), "no");
    }
    topics.report(operational.unreachable(telling, 5), "no");
    Delivery last = aDelivery();
    topics.report(customer.unreachable(last, 1), "");

    awaitTold(last, "message.attempt.exhausted");
    assertThat(told(telling)).isEmpty();
  }

  @Test
  void anotherInstanceSendsWhatOneThatDiedHasLeftAndNothingThatWasUndone() throws Exception {
    MessageOutbox dead = new MessageOutbox(dataSource, configurationLog, "operational_outbox");
    Message left = operational.message("left", Instant.now());
    Message undone = operational.message("undone", Instant.now());
    try (Connection connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      dead.add(connection, List.of(outgoing(undone)));
      connection.rollback();
      dead.add(connection, List.of(outgoing(left)));
      connection.commit();
    }

    try (MessageOutbox alive =
        new MessageOutbox(dataSource, configurationLog, "operational_outbox")) {
      alive.start();

      await().untilAsserted(() -> assertThat(messages()).extracting(Told::message).contains(left));
    }
    assertThat(messages()).extracting(Told::message).doesNotContain(undone);
    await().until(() -> outboxIsEmpty());
  }

  private Delivery aDelivery() {
    Delivery delivery = customer.delivery(customer.message("order.created", Instant.now()));
    topics.delivery(delivery);
    return delivery;
  }

  private static MessageOutbox.Outgoing outgoing(Message message) {
    return new MessageOutbox.Outgoing(message, "{}".getBytes(StandardCharsets.UTF_8));
  }

  private boolean outboxIsEmpty() throws SQLException {
    try (Connection connection = dataSource.getConnection();
        var statement = connection.createStatement();
        var rows = statement.executeQuery("SELECT 1 FROM operational_outbox")) {
      return !rows.next();
    }
  }

  private void awaitRecorded() {
    topics.flush();
    given().get("/api/v1/app/" + customer.uid() + "/msg/unknown-event").then().statusCode(404);
  }

  private void awaitTold(Delivery delivery, String... types) {
    topics.flush();
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () ->
                assertThat(told(delivery))
                    .extracting(told -> told.message().eventType())
                    .containsExactly(types));
  }

  /** A message to those who listen. */
  private record Told(Message message, String raw) {

    JsonPath json() {
      return JsonPath.from(raw);
    }
  }

  private List<Told> told(Delivery delivery) {
    return messages().stream()
        .filter(told -> told.message().application().equals(operational.id()))
        .filter(told -> told.raw().contains(delivery.message().value()))
        .toList();
  }

  private List<Told> messages() {
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", servers.bootstrapServers()),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(Topics.MESSAGES.name()).stream()
              .map(it -> new TopicPartition(it.topic(), it.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      List<Told> all = new ArrayList<>();
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        for (ConsumerRecord<byte[], byte[]> entry : consumer.poll(Duration.ofMillis(200))) {
          String environment = RecordHeaders.source(entry.headers()).text("ce_hooklaneenv");
          if (ENVIRONMENT.equals(environment)) {
            all.add(
                new Told(
                    Message.readFrom(RecordHeaders.source(entry.headers())),
                    new String(entry.value(), StandardCharsets.UTF_8)));
          }
        }
      }
      return all;
    }
  }
}
