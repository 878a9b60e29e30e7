package io.hooklane.deliverylog;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Asks for tasks, and how they are getting on, as a customer's program does. */
final class TaskClient {

  static final Duration PATIENCE = Duration.ofSeconds(40);

  private final Customer customer;

  TaskClient(Customer customer) {
    this.customer = customer;
  }

  /** Starts one; returns its id. */
  String started(String what, Map<String, Object> body) {
    return post(what, body)
        .statusCode(202)
        .body("id", startsWith("qtask_"))
        .body("status", equalTo("running"))
        .extract()
        .path("id");
  }

  /** Asks for one. */
  ValidatableResponse post(String what, Map<String, Object> body) {
    return given().contentType("application/json").body(body).post(path(what)).then();
  }

  String path(String what) {
    return "/api/v1/app/" + customer.uid() + "/endpoint/" + customer.endpoint() + "/" + what;
  }

  /**
   * Returns what is told of a task that has finished, which it must do within {@link #PATIENCE}.
   */
  JsonPath finished(String task) {
    await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .until(() -> get(task).getString("status"), status -> !status.equals("running"));
    JsonPath ended = get(task);
    assertThat(ended.getString("status")).as(ended.prettify()).isEqualTo("finished");
    return ended;
  }

  /** What is told of a task. */
  JsonPath get(String task) {
    return given()
        .get("/api/v1/background-task/" + task)
        .then()
        .statusCode(200)
        .extract()
        .jsonPath();
  }

  /** The body of a request for what was accepted since then. */
  static Map<String, Object> since(Instant since) {
    return Map.of("since", since.toString());
  }

  /** A body with more in it. */
  static Map<String, Object> with(Map<String, Object> body, Map<String, Object> more) {
    Map<String, Object> all = new HashMap<>(body);
    all.putAll(more);
    return all;
  }
}
