package io.hooklane.deliverylog;

import static io.hooklane.deliverylog.TaskClient.PATIENCE;
import static io.hooklane.deliverylog.TaskClient.since;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.hooklane.deliverylog.DeliveryTopic.Sent;
import io.hooklane.servers.TestServers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.quarkus.test.security.jwt.Claim;
import io.quarkus.test.security.jwt.JwtSecurity;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A task on its way: in pages, and to an end before its end. */
@QuarkusTest
@WithTestResource(TestServers.class)
@TestSecurity(
    user = "key_test",
    roles = {"application:read", "attempt:create"})
@JwtSecurity(claims = @Claim(key = "env", value = Customer.ENVIRONMENT))
class TaskRunIT {

  @SuppressWarnings("NullAway.Init") // given by the test resource
  private TestServers servers;

  @SuppressWarnings("NullAway.Init") // before each test
  private TopicWriter topics;

  @SuppressWarnings("NullAway.Init") // before each test
  private DeliveryTopic deliveries;

  private final Customer customer = Customer.aCustomer();
  private final Instant begin = Instant.now().minusSeconds(60).truncatedTo(ChronoUnit.MILLIS);
  private final TaskClient tasks = new TaskClient(customer);

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
  void largeBodiesComeInSmallPages() {
    String body = "{\"a\":\"" + "x".repeat(900_000) + "\"}";
    for (int i = 0; i < 12; i++) {
      topics.message(customer.message("a", begin.plusMillis(i)), body);
    }
    topics.flush();

    String task = tasks.started("replay-missing", since(begin));

    tasks.finished(task);
    assertThat(deliveries.byTasks(customer.endpoint()))
        .hasSize(12)
        .extracting(Sent::body)
        .containsOnly(body);
  }

  @Test
  void stopsWithinASecondWhenItIsCanceled() {
    // Given
    topics.messages(customer, 1_500, begin);
    String task = tasks.started("replay-missing", since(begin));
    await().atMost(PATIENCE).until(() -> tasks.get(task).getInt("data.sent") > 0);

    // When
    given()
        .post("/api/v1/background-task/" + task + "/cancel")
        .then()
        .statusCode(200)
        .body("status", equalTo("failed"))
        .body("data.canceled", equalTo(true));

    // Then
    await().during(Duration.ofMillis(1_200)).atMost(Duration.ofSeconds(3)).until(() -> true);
    int sent = deliveries.byTasks(customer.endpoint()).size();
    assertThat(sent).isBetween(1, 1_499);
    await()
        .during(Duration.ofMillis(600))
        .atMost(Duration.ofSeconds(2))
        .until(() -> deliveries.byTasks(customer.endpoint()).size() == sent);
    assertThat(tasks.get(task).getInt("data.sent")).isEqualTo(sent);
    given().post("/api/v1/background-task/" + task + "/cancel").then().statusCode(200);
  }

  @Test
  void failsWhenTheEndpointIsDisabledMeanwhile() {
    // Given
    topics.messages(customer, 1_200, begin);
    String task = tasks.started("replay-missing", since(begin));
    await().atMost(PATIENCE).until(() -> tasks.get(task).getInt("data.sent") > 0);

    // When
    topics.configure(customer.endpoint(true, List.of(), List.of()));

    // Then
    await().atMost(PATIENCE).until(() -> tasks.get(task).getString("status").equals("failed"));
    assertThat(tasks.get(task).getString("data.error")).contains("disabled");
    assertThat(tasks.get(task).getBoolean("data.canceled")).isFalse();
    tasks.post("recover", since(begin)).statusCode(409).body("code", equalTo("endpoint_disabled"));
  }
}
