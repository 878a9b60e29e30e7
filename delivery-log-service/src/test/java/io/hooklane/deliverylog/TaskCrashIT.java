package io.hooklane.deliverylog;

import static io.hooklane.deliverylog.TaskClient.PATIENCE;
import static io.hooklane.deliverylog.TaskClient.since;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hooklane.contracts.delivery.Delivery;
import io.hooklane.contracts.delivery.Trigger;
import io.hooklane.contracts.id.TaskId;
import io.hooklane.contracts.message.Message;
import io.hooklane.servers.TestServers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.quarkus.test.security.jwt.Claim;
import io.quarkus.test.security.jwt.JwtSecurity;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.SplittableRandom;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A task goes on after a crash, and nothing is sent twice that is known to have been sent. */
@QuarkusTest
@WithTestResource(TestServers.class)
@TestSecurity(
    user = "key_test",
    roles = {"application:read", "attempt:create"})
@JwtSecurity(claims = @Claim(key = "env", value = Customer.ENVIRONMENT))
class TaskCrashIT {

  private static final SplittableRandom RANDOM = new SplittableRandom();

  @SuppressWarnings("NullAway.Init") // given by the test resource
  private TestServers servers;

  @SuppressWarnings("NullAway.Init") // before each test
  private TopicWriter topics;

  @SuppressWarnings("NullAway.Init") // before each test
  private DeliveryTopic deliveries;

  @SuppressWarnings("NullAway.Init") // before each test
  private TaskTable table;

  @Inject DataSource dataSource;

  private final Customer customer = Customer.aCustomer();
  private final Instant begin = Instant.now().minusSeconds(60).truncatedTo(ChronoUnit.MILLIS);
  private final TaskClient tasks = new TaskClient(customer);

  @BeforeEach
  void configure() {
    topics = new TopicWriter(servers.bootstrapServers());
    topics.configure(customer);
    deliveries = new DeliveryTopic(servers.bootstrapServers());
    table = new TaskTable(dataSource, customer, begin);
  }

  @AfterEach
  void close() {
    deliveries.close();
    topics.close();
  }

  @Test
  void goesOnAfterACrashThatLeftAPageUncertain() throws SQLException {
    // Given
    List<Message> all = topics.messages(customer, 450, begin);
    TaskId task = TaskId.random(Instant.now(), RANDOM);
    table.taskInHand(task, "endpoint.replay", "'-infinity'", "null");
    for (Message message : all.subList(0, 130)) {
      topics.delivery(byTask(message, task));
    }
    topics.flush();

    // When
    table.execute("UPDATE tasks SET leased_until = now() WHERE id = '" + task + "'");

    // Then
    assertThat(tasks.finished(task.value()).getInt("data.sent")).isEqualTo(450);
    assertEachOnce(all);
  }

  @Test
  void leavesOutWhatARecoveryHadSentWhenItCrashed() throws SQLException {
    // Given
    List<Message> all = topics.messages(customer, 300, begin);
    for (Message message : all) {
      topics.report(customer.unreachable(customer.delivery(message), 1), "");
    }
    topics.flush();
    TaskId task = TaskId.random(Instant.now(), RANDOM);
    Message passed = all.get(49);
    table.taskInHand(
        task, "endpoint.recover", "'" + passed.acceptedAt() + "'", "'" + passed.id() + "'");
    for (int i = 0; i < 300; i++) {
      if (i < 50 || (i < 250 && i % 3 == 0)) {
        topics.delivery(byTask(all.get(i), task));
      }
    }
    topics.flush();

    // When
    table.execute("UPDATE tasks SET leased_until = now() WHERE id = '" + task + "'");

    // Then
    assertThat(tasks.finished(task.value()).getInt("data.sent")).isEqualTo(250);
    assertEachOnce(all);
    assertThat(table.count("SELECT count(*) FROM task_deliveries WHERE task_id = '" + task + "'"))
        .isZero();
  }

  @Test
  void goesOnAfterPostgresAndKafkaWereAway() {
    // Given
    List<Message> all = topics.messages(customer, 1_200, begin);
    String task = tasks.started("replay-missing", since(begin));
    await().atMost(PATIENCE).until(() -> tasks.get(task).getInt("data.sent") > 0);

    // When
    servers.postgres().kill();
    servers.kafka().pause();
    servers.postgres().start();
    await().during(Duration.ofMillis(500)).atMost(Duration.ofSeconds(2)).until(() -> true);
    servers.kafka().resume();

    // Then
    tasks.finished(task);
    assertEachOnce(all);
  }

  private Delivery byTask(Message message, TaskId task) {
    Delivery delivery = customer.delivery(message);
    return new Delivery(
        delivery.id(),
        delivery.message(),
        delivery.environment(),
        delivery.application(),
        delivery.endpoint(),
        delivery.eventType(),
        delivery.acceptedAt(),
        delivery.contentType(),
        1,
        Trigger.MANUAL,
        Instant.now(),
        0,
        0,
        task);
  }

  private void assertEachOnce(List<Message> all) {
    List<String> sent =
        deliveries.byTasks(customer.endpoint()).stream()
            .map(one -> one.delivery().message().value())
            .toList();
    assertThat(new HashSet<>(sent)).hasSize(all.size());
    assertThat(sent).hasSize(all.size());
  }
}
