package io.hooklane.deliverylog;

import static io.hooklane.deliverylog.TaskClient.since;
import static io.hooklane.deliverylog.TaskClient.with;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import io.hooklane.contracts.id.TaskId;
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
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How tasks are asked for, and listed, and what is refused. */
@QuarkusTest
@WithTestResource(TestServers.class)
@TestSecurity(
    user = "key_test",
    roles = {"application:read", "attempt:create"})
@JwtSecurity(claims = @Claim(key = "env", value = Customer.ENVIRONMENT))
class TaskRequestsIT {

  private static final SplittableRandom RANDOM = new SplittableRandom();

  @SuppressWarnings("NullAway.Init") // given by the test resource
  private TestServers servers;

  @SuppressWarnings("NullAway.Init") // before each test
  private TopicWriter topics;

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
    table = new TaskTable(dataSource, customer, begin);
  }

  @AfterEach
  void close() {
    topics.close();
  }

  @Test
  void aRequestThatIsRepeatedWithItsKeyStartsOneTask() {
    String key = "auto_" + UUID.randomUUID();
    Map<String, Object> body = since(begin);

    String first = withKey(key, body);
    tasks.finished(first);

    assertThat(withKey(key, body)).isEqualTo(first);
    assertThat(withKey(key + "2", body)).isNotEqualTo(first);
  }

  @Test
  void noMoreThanSomeOfAnApplicationRun() throws SQLException {
    TaskId last = TaskId.random(Instant.now(), RANDOM);
    for (int i = 0; i < 5; i++) {
      last = TaskId.random(Instant.now(), RANDOM);
      table.taskInHand(last, "endpoint.recover", "null", "null");
    }

    tasks
        .post("recover", since(begin))
        .statusCode(409)
        .body("code", equalTo("too_many_tasks"))
        .body("detail", containsString("cancel one"));

    given().post("/api/v1/background-task/" + last + "/cancel").then().statusCode(200);
    tasks.finished(tasks.started("recover", since(begin)));
    table.execute("DELETE FROM tasks WHERE application_id = '" + customer.id() + "'");
  }

  @Test
  void listsTasks() {
    String recover = tasks.started("recover", since(begin));
    String replay = tasks.started("replay-missing", since(begin));
    tasks.finished(recover);
    tasks.finished(replay);

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
    table.taskInHand(task, "endpoint.recover", "null", "null");

    given().get("/api/v1/background-task/" + task).then().statusCode(404);
    given().post("/api/v1/background-task/" + task + "/cancel").then().statusCode(404);
    given().get("/api/v1/background-task").then().body("data.id", not(hasItem(task.value())));
    tasks.post("recover", since(begin)).statusCode(404);
    table.execute("DELETE FROM tasks WHERE id = '" + task + "'");
  }

  @Test
  void namesTheFieldThatIsWrong() {
    tasks
        .post("recover", Map.of("since", Instant.now().minus(Duration.ofDays(91)).toString()))
        .statusCode(422)
        .body("detail[0].loc", contains("body", "since"));
    for (Map<String, Object> wrong :
        List.<Map<String, Object>>of(
            Map.of("status", 5),
            Map.of("statusCodeClass", 201),
            Map.of("channel", "a b"),
            Map.of("tag", ""),
            Map.of("eventTypes", List.of()))) {
      tasks
          .post("bulk-replay", with(since(begin), wrong))
          .statusCode(422)
          .body("detail[0].loc", contains("body", wrong.keySet().iterator().next()));
    }
    tasks.post("recover?dry_run=ture", since(begin)).statusCode(400);
  }

  private String withKey(String key, Map<String, Object> body) {
    return given()
        .header("Idempotency-Key", key)
        .contentType("application/json")
        .body(body)
        .post(tasks.path("recover"))
        .then()
        .statusCode(202)
        .extract()
        .path("id");
  }
}
