package io.hooklane.deliverylog;

import static io.hooklane.deliverylog.TaskClient.since;
import static io.hooklane.deliverylog.TaskClient.with;
import static org.assertj.core.api.Assertions.assertThat;
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
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a task sends again, of all that there is. */
@QuarkusTest
@WithTestResource(TestServers.class)
@TestSecurity(
    user = "key_test",
    roles = {"application:read", "attempt:create"})
@JwtSecurity(claims = @Claim(key = "env", value = Customer.ENVIRONMENT))
class TaskSelectionIT {

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
  void recoversWhatEndedWithoutSuccess() {
    // Given
    Delivery failed = customer.delivery(message(1, "a"));
    topics.report(customer.retried(failed, 1), "no");
    topics.report(customer.unreachable(failed, 2), "");
    Delivery canceled = customer.delivery(message(2, "a"));
    topics.report(customer.canceled(canceled), "");
    Delivery inVain = customer.delivery(message(3, "a"));
    topics.delivery(customer.resent(inVain));
    topics.report(customer.failedByHand(inVain, 1), "no");
    Delivery pending = customer.delivery(message(4, "a"));
    topics.report(customer.retried(pending, 1), "no");
    Delivery taken = customer.delivery(message(5, "a"));
    topics.report(customer.success(taken, 1), "");
    Delivery before = customer.delivery(message(-5, "a"));
    topics.report(customer.unreachable(before, 1), "");
    topics.flush();

    // When
    String task = tasks.started("recover", since(begin));

    // Then
    assertThat(tasks.finished(task).getMap("data"))
        .containsEntry("counted", 3)
        .containsEntry("sent", 3)
        .containsEntry("canceled", false);
    List<Sent> sent = deliveries.byTasks(customer.endpoint());
    assertThat(sent)
        .extracting(one -> one.delivery().id())
        .containsExactly(failed.id(), canceled.id(), inVain.id());
    assertThat(sent).extracting(one -> one.delivery().attempt()).containsExactly(3, 1, 2);
    assertThat(sent).extracting(one -> one.delivery().task() + "").containsOnly(task);
    assertThat(sent).extracting(Sent::body).containsOnly("{\"n\":1}", "{\"n\":2}", "{\"n\":3}");
  }

  @Test
  void replaysWhatTheEndpointTakesAndNeverGot() {
    // Given
    topics.configure(customer.endpoint(false, List.of("order.*|pay"), List.of("red", "blue")));
    Message group = message(1, "order.made.late", "blue");
    Message name = message(2, "pay", "green", "red");
    message(3, "payment", "red");
    message(4, "orders", "red");
    message(5, "pay", "green");
    message(6, "pay");
    topics.delivery(customer.delivery(message(7, "pay", "red")));
    topics.message(customer.sample(customer.endpoint()), "{}");
    topics.flush();

    // When
    tasks
        .post("replay-missing?dry_run=true", since(begin))
        .statusCode(200)
        .body("count", equalTo(2));
    String task = tasks.started("replay-missing", since(begin));

    // Then
    tasks.finished(task);
    assertThat(deliveries.byTasks(customer.endpoint()))
        .extracting(one -> one.delivery().message())
        .containsExactly(group.id(), name.id());

    // And again, since they have a delivery now
    assertThat(tasks.finished(tasks.started("replay-missing", since(begin))).getInt("data.sent"))
        .isZero();
  }

  @Test
  void replaysWhatAFilterLetsThrough() {
    // Given
    Delivery success = customer.delivery(message(1, "a", "red"));
    topics.report(customer.success(success, 1), "");
    Delivery other = customer.delivery(message(2, "b", "red"));
    topics.report(customer.success(other, 1), "");
    Delivery failed = customer.delivery(message(3, "a", "blue"));
    topics.report(customer.unreachable(failed, 1), "");
    Delivery refused = customer.delivery(message(4, "a", "red"));
    topics.report(customer.retried(refused, 1), "no");
    message(5, "a", "red");
    topics.flush();

    // Then
    assertCount(4, Map.of());
    assertCount(2, Map.of("status", 0));
    assertCount(1, Map.of("status", 2));
    assertCount(1, Map.of("status", 1));
    assertCount(0, Map.of("status", 3));
    assertCount(2, Map.of("statusCodeClass", 200));
    assertCount(1, Map.of("statusCodeClass", 500));
    assertCount(1, Map.of("statusCodeClass", 0));
    assertCount(3, Map.of("channel", "red"));
    assertCount(1, Map.of("channel", "red", "eventTypes", List.of("b", "c")));
    assertCount(0, Map.of("tag", "vip"));
    assertThat(deliveries.byTasks(customer.endpoint())).isEmpty();

    // When
    String task =
        tasks.started("bulk-replay", with(since(begin), Map.of("status", 0, "channel", "red")));

    // Then
    tasks.finished(task);
    assertThat(deliveries.byTasks(customer.endpoint()))
        .extracting(one -> one.delivery().id())
        .containsExactly(success.id(), other.id());
  }

  private Message message(int second, String type, String... channels) {
    Message message = customer.message(type, begin.plusSeconds(second), channels);
    topics.message(message, "{\"n\":" + second + "}");
    return message;
  }

  private void assertCount(int count, Map<String, Object> filter) {
    tasks
        .post("bulk-replay?dry_run=true", with(since(begin), filter))
        .statusCode(200)
        .body("count", equalTo(count));
  }
}
