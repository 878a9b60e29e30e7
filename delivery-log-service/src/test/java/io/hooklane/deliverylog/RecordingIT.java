package io.hooklane.deliverylog;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.hooklane.contracts.delivery.Delivery;
import io.hooklane.contracts.delivery.DeliveryReport;
import io.hooklane.contracts.delivery.DeliveryReport.Attempt;
import io.hooklane.contracts.message.Message;
import io.hooklane.servers.TestServers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.quarkus.test.security.jwt.Claim;
import io.quarkus.test.security.jwt.JwtSecurity;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(TestServers.class)
@TestSecurity(user = "key_test", roles = "application:read")
@JwtSecurity(claims = @Claim(key = "env", value = Customer.ENVIRONMENT))
class RecordingIT {

  private static final Duration RECOVERY = Duration.ofSeconds(60);

  @SuppressWarnings("NullAway.Init") // given by the test resource
  private TestServers servers;

  @SuppressWarnings("NullAway.Init") // before each test
  private TopicWriter topics;

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
  void anyOrderAndRepetitionOfRecordsEndsTheSame() {
    // Given
    Random random = new Random(7);
    Map<String, Integer> expected = new HashMap<>();
    List<Runnable> writes = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      Message message = customer.message("order.created", Instant.now());
      Delivery delivery = customer.delivery(message);
      List<Runnable> story = new ArrayList<>();
      story.add(() -> topics.message(message, "{}"));
      story.add(() -> topics.delivery(delivery));
      story.add(() -> topics.report(customer.retried(delivery, 1), "no"));
      expected.put(message.id().value(), end(i, delivery, story));
      writes.addAll(story);
      writes.add(story.get(random.nextInt(3)));
    }
    Collections.shuffle(writes, random);

    // When
    for (int i = 0; i < writes.size(); i++) {
      writes.get(i).run();
      if (i % 40 == 39) {
        awaitRecorded();
      }
    }
    awaitRecorded();

    // Then
    JsonPath page = get("/endpoint/" + customer.endpoint() + "/msg?limit=250").extract().jsonPath();
    Map<String, Integer> recorded = new HashMap<>();
    page.<Map<String, Object>>getList("data")
        .forEach(row -> recorded.put((String) row.get("id"), (Integer) row.get("status")));
    assertThat(recorded).isEqualTo(expected);
    assertThat(page.getList("data")).hasSize(40);
  }

  /** What comes last in this delivery's story; its status. */
  private int end(int story, Delivery delivery, List<Runnable> writes) {
    switch (story % 4) {
      case 0 -> {
        Attempt last = customer.success(delivery, 2);
        writes.add(() -> topics.report(last, "yes"));
        writes.add(() -> topics.report(last, "yes"));
        return 0;
      }
      case 1 -> {
        return 1;
      }
      case 2 -> {
        writes.add(() -> topics.report(customer.unreachable(delivery, 2), ""));
        return 2;
      }
      default -> {
        DeliveryReport canceled = customer.canceled(delivery);
        writes.add(() -> topics.report(canceled, ""));
        return 4;
      }
    }
  }

  @Test
  void showsWhereAMessageGoes() {
    // Given
    Message message = customer.message("order.created", Instant.now());
    Delivery delivery = customer.delivery(message);
    Attempt attempt = customer.retried(delivery, 1);
    topics.message(message, "{}");
    topics.delivery(delivery);
    topics.report(attempt, "no");
    topics.flush();

    // Then
    destinations(message)
        .body("data.id", contains(customer.endpoint().value()))
        .body("data[0].uid", equalTo(customer.uid() + "-endpoint"))
        .body("data[0].url", equalTo("https://example.com/hook"))
        .body("data[0].statusText", equalTo("pending"))
        .body("data[0].failure", equalTo("status"))
        .body("data[0].reason", equalTo("The receiver answered 500"))
        .body("data[0].nextAttempt", equalTo(attempt.nextAttemptAt() + ""))
        .body("done", equalTo(true));
    topics.report(customer.canceled(delivery), "");
    topics.flush();
    destinations(message)
        .body("data[0].statusText", equalTo("canceled"))
        .body("data[0].reason", equalTo("The endpoint was disabled"))
        .body("data[0].nextAttempt", nullValue());
  }

  @Test
  void recordsARepeatedRecordOnce() {
    // Given
    Message message = customer.message("order.created", Instant.now());
    Delivery delivery = customer.delivery(message);
    Attempt attempt = customer.success(delivery, 1);

    // When
    for (int i = 0; i < 3; i++) {
      topics.message(message, "{}");
      topics.delivery(delivery);
      topics.report(attempt, "yes");
      awaitRecorded();
    }

    // Then
    get("/msg").body("data.id", contains(message.id().value()));
    get("/attempt/msg/" + message.id()).body("data.id", contains(attempt.id().value()));
    destinations(message).body("data", hasSize(1));
  }

  @Test
  void losesNothingWhileTheDatabaseIsAway() throws InterruptedException {
    // Given
    List<String> expected = Collections.synchronizedList(new ArrayList<>());
    Thread load = Thread.ofPlatform().start(() -> deliver(3_000, expected));

    // When
    await().until(() -> expected.size() > 500);
    servers.postgres().kill();
    load.join();
    get("/msg").statusCode(503).body("code", equalTo("unavailable"));
    servers.postgres().start();

    // Then
    await()
        .atMost(RECOVERY)
        .untilAsserted(
            () ->
                assertThat(everyAttempt())
                    .doesNotHaveDuplicates()
                    .containsExactlyInAnyOrderElementsOf(expected));
  }

  @Test
  void losesNothingWhenTheDatabaseCrashesInTheMiddle() throws InterruptedException {
    // Given
    List<String> expected = Collections.synchronizedList(new ArrayList<>());
    Thread load = Thread.ofPlatform().start(() -> deliver(6_000, expected));

    // When
    for (int crash = 1; crash <= 3; crash++) {
      int enough = crash * 1_000;
      await().until(() -> expected.size() > enough);
      servers.postgres().kill();
      servers.postgres().start();
    }
    load.join();

    // Then
    await()
        .atMost(RECOVERY)
        .ignoreExceptions()
        .untilAsserted(
            () ->
                assertThat(everyAttempt())
                    .doesNotHaveDuplicates()
                    .containsExactlyInAnyOrderElementsOf(expected));
  }

  @Test
  void answersWithinTheBoundWhileKafkaIsFrozen() {
    // Given
    Message unknown = customer.message("order.created", Instant.now());
    get("/msg").statusCode(200);
    servers.kafka().pause();
    try {
      long begin = System.nanoTime();

      // When
      get("/msg/" + unknown.id()).statusCode(404);

      // Then
      assertThat(Duration.ofNanos(System.nanoTime() - begin))
          .isBetween(Duration.ofMillis(1_900), Duration.ofSeconds(4));
    } finally {
      servers.kafka().resume();
    }
  }

  @Test
  void answersAtOnceWhenNothingIsOnItsWay() {
    // Given
    awaitRecorded();
    long begin = System.nanoTime();

    // When
    get("/msg/" + customer.message("order.created", Instant.now()).id()).statusCode(404);

    // Then
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(1));
  }

  private void deliver(int count, List<String> expected) {
    for (int i = 0; i < count; i++) {
      Message message = customer.message("order.created", Instant.now());
      Delivery delivery = customer.delivery(message);
      Attempt attempt = customer.success(delivery, 1);
      topics.message(message, "{\"number\":" + i + "}");
      topics.delivery(delivery);
      topics.report(attempt, "fine");
      expected.add(attempt.id().value());
      if (i % 100 == 99) {
        topics.flush();
      }
    }
  }

  private List<String> everyAttempt() {
    List<String> all = new ArrayList<>();
    String next = "";
    while (next != null) {
      JsonPath page =
          get("/attempt/endpoint/" + customer.endpoint() + "?limit=250&iterator=" + next)
              .statusCode(200)
              .extract()
              .jsonPath();
      all.addAll(page.getList("data.id"));
      next = page.getString("iterator");
    }
    return all;
  }

  /** A question for something unknown waits for all that is on its way. */
  private void awaitRecorded() {
    topics.flush();
    get("/msg/unknown-event").statusCode(404);
  }

  private ValidatableResponse destinations(Message message) {
    return get("/msg/" + message.id() + "/endpoint").statusCode(200);
  }

  private ValidatableResponse get(String path) {
    return given().get("/api/v1/app/" + customer.uid() + path).then();
  }
}
