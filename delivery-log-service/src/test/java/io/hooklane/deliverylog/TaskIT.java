package io.hooklane.deliverylog;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.hooklane.contracts.delivery.Delivery;
import io.hooklane.contracts.delivery.Trigger;
import io.hooklane.contracts.id.TaskId;
import io.hooklane.contracts.message.Message;
import io.hooklane.deliverylog.DeliveryTopic.Sent;
import io.hooklane.servers.TestServers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.quarkus.test.security.jwt.Claim;
import io.quarkus.test.security.jwt.JwtSecurity;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
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
class TaskIT {

  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final SplittableRandom RANDOM = new SplittableRandom();

  @SuppressWarnings("NullAway.Init") // given by the test resource
  private TestServers servers;

  @SuppressWarnings("NullAway.Init") // before each test
  private TopicWriter topics;

  @SuppressWarnings("NullAway.Init") // before each test
  private DeliveryTopic deliveries;

  @Inject DataSource dataSource;

  private final Customer customer = Customer.aCustomer();
  private final Instant begin = Instant.now().minusSeconds(60).truncatedTo(ChronoUnit.MILLIS);

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
    String task = started("recover", since(begin));

    // Then
    assertThat(finished(task).getMap("data"))
        .containsEntry("counted", 3)
        .containsEntry("sent", 3)
        .containsEntry("canceled", false);
    List<Sent> sent = byTasks();
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
    post("replay-missing?dry_run=true", since(begin)).statusCode(200).body("count", equalTo(2));
    String task = started("replay-missing", since(begin));

    // Then
    finished(task);
    assertThat(byTasks())
        .extracting(one -> one.delivery().message())
        .containsExactly(group.id(), name.id());

    // And again, since they have a delivery now
    assertThat(finished(started("replay-missing", since(begin))).getInt("data.sent")).isZero();
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
    assertThat(byTasks()).isEmpty();

    // When
    String task = started("bulk-replay", with(since(begin), Map.of("status", 0, "channel", "red")));

    // Then
    finished(task);
    assertThat(byTasks())
        .extracting(one -> one.delivery().id())
        .containsExactly(success.id(), other.id());
  }

  @Test
  void goesOnAfterACrashThatLeftAPageUncertain() throws SQLException {
    // Given
    List<Message> all = messages(450);
    TaskId task = TaskId.random(Instant.now(), RANDOM);
    taskInHand(task, "endpoint.replay", "'-infinity'", "null");
    for (Message message : all.subList(0, 130)) {
      topics.delivery(byTask(message, task));
    }
    topics.flush();

    // When
    sql("UPDATE tasks SET leased_until = now() WHERE id = '" + task + "'");

    // Then
    assertThat(finished(task.value()).getInt("data.sent")).isEqualTo(450);
    assertEachOnce(all);
  }

  @Test
  void leavesOutWhatARecoveryHadSentWhenItCrashed() throws SQLException {
    // Given
    List<Message> all = messages(300);
    for (Message message : all) {
      topics.report(customer.unreachable(customer.delivery(message), 1), "");
    }
    topics.flush();
    TaskId task = TaskId.random(Instant.now(), RANDOM);
    Message passed = all.get(49);
    taskInHand(task, "endpoint.recover", "'" + passed.acceptedAt() + "'", "'" + passed.id() + "'");
    for (int i = 0; i < 300; i++) {
      if (i < 50 || (i < 250 && i % 3 == 0)) {
        topics.delivery(byTask(all.get(i), task));
      }
    }
    topics.flush();

    // When
    sql("UPDATE tasks SET leased_until = now() WHERE id = '" + task + "'");

    // Then
    assertThat(finished(task.value()).getInt("data.sent")).isEqualTo(250);
    assertEachOnce(all);
    assertThat(count("SELECT count(*) FROM task_deliveries WHERE task_id = '" + task + "'"))
        .isZero();
  }

  @Test
  void stopsWithinASecondWhenItIsCanceled() {
    // Given
    messages(1_500);
    String task = started("replay-missing", since(begin));
    await().atMost(PATIENCE).until(() -> task(task).getInt("data.sent") > 0);

    // When
    given()
        .post("/api/v1/background-task/" + task + "/cancel")
        .then()
        .statusCode(200)
        .body("status", equalTo("failed"))
        .body("data.canceled", equalTo(true));

    // Then
    await().during(Duration.ofMillis(1_200)).atMost(Duration.ofSeconds(3)).until(() -> true);
    int sent = byTasks().size();
    assertThat(sent).isBetween(1, 1_499);
    await()
        .during(Duration.ofMillis(600))
        .atMost(Duration.ofSeconds(2))
        .until(() -> byTasks().size() == sent);
    assertThat(task(task).getInt("data.sent")).isEqualTo(sent);
    given().post("/api/v1/background-task/" + task + "/cancel").then().statusCode(200);
  }

  @Test
  void failsWhenTheEndpointIsDisabledMeanwhile() {
    // Given
    messages(1_200);
    String task = started("replay-missing", since(begin));
    await().atMost(PATIENCE).until(() -> task(task).getInt("data.sent") > 0);

    // When
    topics.configure(customer.endpoint(true, List.of(), List.of()));

    // Then
    await().atMost(PATIENCE).until(() -> task(task).getString("status").equals("failed"));
    assertThat(task(task).getString("data.error")).contains("disabled");
    assertThat(task(task).getBoolean("data.canceled")).isFalse();
    post("recover", since(begin)).statusCode(409).body("code", equalTo("endpoint_disabled"));
  }

  @Test
  void goesOnAfterPostgresAndKafkaWereAway() {
    // Given
    List<Message> all = messages(1_200);
    String task = started("replay-missing", since(begin));
    await().atMost(PATIENCE).until(() -> task(task).getInt("data.sent") > 0);

    // When
    servers.postgres().kill();
    servers.kafka().pause();
    servers.postgres().start();
    await().during(Duration.ofMillis(500)).atMost(Duration.ofSeconds(2)).until(() -> true);
    servers.kafka().resume();

    // Then
    finished(task);
    assertEachOnce(all);
  }

  @Test
  void largeBodiesComeInSmallPages() {
    String body = "{\"a\":\"" + "x".repeat(900_000) + "\"}";
    for (int i = 0; i < 12; i++) {
      topics.message(customer.message("a", begin.plusMillis(i)), body);
    }
    topics.flush();

    String task = started("replay-missing", since(begin));

    finished(task);
    assertThat(byTasks()).hasSize(12).extracting(Sent::body).containsOnly(body);
  }

  @Test
  void aRequestThatIsRepeatedWithItsKeyStartsOneTask() {
    String key = "auto_" + UUID.randomUUID();
    Map<String, Object> body = since(begin);

    String first = withKey(key, body);
    finished(first);

    assertThat(withKey(key, body)).isEqualTo(first);
    assertThat(withKey(key + "2", body)).isNotEqualTo(first);
  }

  @Test
  void noMoreThanSomeOfAnApplicationRun() throws SQLException {
    TaskId last = TaskId.random(Instant.now(), RANDOM);
    for (int i = 0; i < 5; i++) {
      last = TaskId.random(Instant.now(), RANDOM);
      taskInHand(last, "endpoint.recover", "null", "null");
    }

    post("recover", since(begin))
        .statusCode(409)
        .body("code", equalTo("too_many_tasks"))
        .body("detail", containsString("cancel one"));

    given().post("/api/v1/background-task/" + last + "/cancel").then().statusCode(200);
    finished(started("recover", since(begin)));
    sql("DELETE FROM tasks WHERE application_id = '" + customer.id() + "'");
  }

  @Test
  void listsTasks() {
    String recover = started("recover", since(begin));
    String replay = started("replay-missing", since(begin));
    finished(recover);
    finished(replay);

    String list = "/api/v1/background-task";
    given()
        .get(list + "?limit=2")
        .then()
        .body("data.id", contains(replay, recover))
        .body("data[1].task", equalTo("endpoint.recover"))
        .body("data[0].task", equalTo("endpoint.replay"))
        .body("data[0].data.endpointId", equalTo(customer.endpoint().value()));
    given().get(list + "?limit=1&iterator=" + replay).then().body("data.id", contains(recover));
    given().get(list + "?limit=1&iterator=-" + recover).then().body("data.id", contains(replay));
    given()
        .get(list + "?task=endpoint.recover&status=finished&limit=250")
        .then()
        .body("data.id", hasItem(recover))
        .body("data.id", not(hasItem(replay)));
    given()
        .get(list + "?order=ascending&limit=1&iterator=" + recover)
        .then()
        .body("data.id", contains(replay));
    for (String wrong :
        List.of("status=x", "task=x", "order=x", "limit=0", "iterator=x", "app=x")) {
      given()
          .get(list + "?" + wrong)
          .then()
          .statusCode(422)
          .body("detail[0].loc[1]", equalTo(wrong.substring(0, wrong.indexOf('='))));
    }
    given().get(list + "/" + TaskId.random(Instant.now(), RANDOM)).then().statusCode(404);
    given().get(list + "/nonsense").then().statusCode(404);
  }

  @Test
  @JwtSecurity(
      claims = {
        @Claim(key = "env", value = Customer.ENVIRONMENT),
        @Claim(key = "app", value = "app_0000000000000000000000000ab")
      })
  void aPortalSeesNoOthersTasks() throws SQLException {
    TaskId task = TaskId.random(Instant.now(), RANDOM);
    taskInHand(task, "endpoint.recover", "null", "null");

    given().get("/api/v1/background-task/" + task).then().statusCode(404);
    given().post("/api/v1/background-task/" + task + "/cancel").then().statusCode(404);
    given().get("/api/v1/background-task").then().body("data.id", not(hasItem(task.value())));
    post("recover", since(begin)).statusCode(404);
    sql("DELETE FROM tasks WHERE id = '" + task + "'");
  }

  @Test
  void namesTheFieldThatIsWrong() {
    post("recover", Map.of("since", Instant.now().minus(Duration.ofDays(91)).toString()))
        .statusCode(422)
        .body("detail[0].loc", contains("body", "since"));
    for (Map<String, Object> wrong :
        List.<Map<String, Object>>of(
            Map.of("status", 5),
            Map.of("statusCodeClass", 201),
            Map.of("channel", "a b"),
            Map.of("tag", ""),
            Map.of("eventTypes", List.of()))) {
      post("bulk-replay", with(since(begin), wrong))
          .statusCode(422)
          .body("detail[0].loc", contains("body", wrong.keySet().iterator().next()));
    }
    post("recover?dry_run=ture", since(begin)).statusCode(400);
  }

  private Message message(int second, String type, String... channels) {
    Message message = customer.message(type, begin.plusSeconds(second), channels);
    topics.message(message, "{\"n\":" + second + "}");
    return message;
  }

  private List<Message> messages(int count) {
    List<Message> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Message message = customer.message("order.created", begin.plusMillis(i / 3));
      topics.message(message, "{}");
      all.add(message);
    }
    all.sort(
        Comparator.comparing(Message::acceptedAt).thenComparing(message -> message.id().value()));
    topics.flush();
    return all;
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

  /** A task that somebody works on who will not be heard of any more. */
  private void taskInHand(TaskId task, String kind, String cursorAt, String cursorId)
      throws SQLException {
    sql(
        """
        INSERT INTO tasks (id, environment_id, application_id, endpoint_id, kind, since, until,
            filter, request, status, cursor_at, cursor_id, sent, uncertain, lease, leased_until,
            created_at, updated_at)
        VALUES ('%s', '%s', '%s', '%s', '%s', '%s', now(), '{}', '%s', 'running',
            nullif(%s::timestamptz, '-infinity'), %s, 0, true, 'dead', now() + interval '1 hour',
            now(), now())
        """
            .formatted(
                task,
                customer.environment(),
                customer.id(),
                customer.endpoint(),
                kind,
                begin,
                task,
                cursorAt,
                cursorId));
  }

  private void assertEachOnce(List<Message> all) {
    List<String> sent = byTasks().stream().map(one -> one.delivery().message().value()).toList();
    assertThat(new HashSet<>(sent)).hasSize(all.size());
    assertThat(sent).hasSize(all.size());
  }

  private List<Sent> byTasks() {
    return deliveries.byHand(customer.endpoint()).stream()
        .filter(one -> one.delivery().task() != null)
        .toList();
  }

  private void assertCount(int count, Map<String, Object> filter) {
    post("bulk-replay?dry_run=true", with(since(begin), filter))
        .statusCode(200)
        .body("count", equalTo(count));
  }

  private String started(String what, Map<String, Object> body) {
    return post(what, body)
        .statusCode(202)
        .body("id", startsWith("qtask_"))
        .body("status", equalTo("running"))
        .extract()
        .path("id");
  }

  private String withKey(String key, Map<String, Object> body) {
    return given()
        .header("Idempotency-Key", key)
        .contentType("application/json")
        .body(body)
        .post(path("recover"))
        .then()
        .statusCode(202)
        .extract()
        .path("id");
  }

  private ValidatableResponse post(String what, Map<String, Object> body) {
    return given().contentType("application/json").body(body).post(path(what)).then();
  }

  private String path(String what) {
    return "/api/v1/app/" + customer.uid() + "/endpoint/" + customer.endpoint() + "/" + what;
  }

  private JsonPath finished(String task) {
    await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .until(() -> task(task).getString("status"), status -> !status.equals("running"));
    JsonPath ended = task(task);
    assertThat(ended.getString("status")).as(ended.prettify()).isEqualTo("finished");
    return ended;
  }

  private static JsonPath task(String task) {
    return given()
        .get("/api/v1/background-task/" + task)
        .then()
        .statusCode(200)
        .extract()
        .jsonPath();
  }

  private static Map<String, Object> since(Instant since) {
    return Map.of("since", since.toString());
  }

  private static Map<String, Object> with(Map<String, Object> body, Map<String, Object> more) {
    Map<String, Object> all = new HashMap<>(body);
    all.putAll(more);
    return all;
  }

  private void sql(String statement) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        Statement execution = connection.createStatement()) {
      execution.execute(statement);
    }
  }

  private int count(String query) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        Statement execution = connection.createStatement();
        var answer = execution.executeQuery(query)) {
      answer.next();
      return answer.getInt(1);
    }
  }
}
