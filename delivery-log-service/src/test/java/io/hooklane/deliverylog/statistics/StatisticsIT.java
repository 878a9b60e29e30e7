package io.hooklane.deliverylog.statistics;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.hooklane.contracts.delivery.Delivery;
import io.hooklane.contracts.id.ApplicationId;
import io.hooklane.contracts.id.EnvironmentId;
import io.hooklane.contracts.message.Message;
import io.hooklane.deliverylog.Customer;
import io.hooklane.deliverylog.TopicWriter;
import io.hooklane.servers.TestServers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.quarkus.test.security.jwt.Claim;
import io.quarkus.test.security.jwt.JwtSecurity;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@WithTestResource(TestServers.class)
@TestSecurity(user = "key_test", roles = "application:read")
@JwtSecurity(claims = @Claim(key = "env", value = Customer.ENVIRONMENT))
class StatisticsIT {

  /** The middle of an hour of yesterday, so that attempts a few seconds later are of that hour. */
  private static final Instant ACCEPTED =
      Instant.now().truncatedTo(ChronoUnit.DAYS).minus(Duration.ofMinutes(90));

  private static final String PORTALS = "app_0000000000000000000000000cc";

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
  void countsWhereDeliveriesStand() {
    // Given
    Delivery succeeded = delivered("order.created");
    topics.report(customer.retried(succeeded, 1), "no");
    topics.report(customer.retried(succeeded, 2), "no");
    topics.report(customer.success(succeeded, 3), "yes");
    topics.report(customer.success(delivered("order.created"), 1), "yes");
    topics.report(customer.unreachable(delivered("order.created"), 1), "");
    topics.report(customer.canceled(delivered("order.deleted")), "");
    topics.report(customer.retried(delivered("order.deleted"), 1), "no");

    // When
    recorded();

    // Then
    ofEndpoint("")
        .body("success", equalTo(2))
        .body("fail", equalTo(1))
        .body("canceled", equalTo(1))
        .body("pending", equalTo(1))
        .body("sending", equalTo(0));
    ofEndpoint("?until=" + ACCEPTED.minus(Duration.ofHours(1))).body("success", equalTo(0));
    statistics("&by=event_type")
        .body("bucket", equalTo("hour"))
        .body("data.eventType", contains("order.created", "order.deleted"))
        .body("data.begins", contains(hour().toString(), hour().toString()))
        .body("data.deliveries.success", contains(2, 0))
        .body("data.deliveries.pending", contains(0, 1))
        .body("data.successfulRetries", contains(1, 0))
        .body("data.attempts", contains(5, 1))
        .body("data.failedAttempts", contains(3, 1))
        .body("data.latencyMs.p50", contains(13, 13))
        .body("data.latencyMs.p99", contains(13, 13));
    statistics("&bucket=day")
        .body("data", hasSize(1))
        .body("data[0].begins", equalTo(hour().truncatedTo(ChronoUnit.DAYS).toString()))
        .body("data[0].attempts", equalTo(6))
        .body("data[0].applicationId", nullValue());
    statistics("&by=endpoint&event_types=order.deleted&endpoint_id=" + customer.endpoint())
        .body("data.endpointId", contains(customer.endpoint().value()))
        .body("data.attempts", contains(1));
    statistics("&event_types=order.shipped").body("data", empty());
  }

  @Test
  @JwtSecurity(
      claims = {
        @Claim(key = "env", value = Customer.ENVIRONMENT),
        @Claim(key = "app", value = PORTALS)
      })
  void aPortalSeesItsOwnApplication() {
    // Given
    Customer own =
        new Customer(
            customer.environment(),
            new ApplicationId(PORTALS),
            "portals",
            Customer.aCustomer().endpoint());
    topics.configure(own);
    for (Customer each : List.of(own, customer)) {
      topics.report(each.success(each.delivery(each.message("portal.seen", ACCEPTED)), 1), "yes");
    }
    topics.flush();
    given().get("/api/v1/app/portals/msg/unknown-event").then().statusCode(404);

    // Then
    String since = "since=" + ACCEPTED.minus(Duration.ofHours(2));
    given()
        .get("/api/v1/statistics?event_types=portal.seen&by=application&" + since)
        .then()
        .statusCode(200)
        .body("data.applicationId", contains(PORTALS))
        .body("data.attempts", contains(1));
    given().get("/api/v1/statistics?app_id=" + customer.uid()).then().statusCode(404);
    given()
        .get("/api/v1/endpoint-health")
        .then()
        .statusCode(200)
        .body("data.applicationId", contains(PORTALS));
    given().get("/api/v1/endpoint-health?app_id=" + customer.uid()).then().statusCode(404);
  }

  @Test
  void endpointsOfOtherApplicationsAndEnvironmentsAreNotFound() {
    Customer other = Customer.inEnvironment(new EnvironmentId("env_0000000000000000000000000bb"));
    topics.configure(other);

    given()
        .get("/api/v1/app/" + other.uid() + "/endpoint/" + other.endpoint() + "/stats")
        .then()
        .statusCode(404);
    given().get("/api/v1/statistics?app_id=" + other.id()).then().statusCode(404);
    given()
        .get("/api/v1/statistics?app_id=" + customer.id() + "&endpoint_id=" + other.endpoint())
        .then()
        .statusCode(404);
  }

  @ParameterizedTest
  @CsvSource({
    "since=yesterday,                                              since",
    "until=2026-13-01T00:00:00Z,                                   until",
    "since=2026-02-01T00:00:00Z&until=2026-01-01T00:00:00Z,        since",
    "since=2026-01-01T00:00:00Z&until=2026-03-01T00:00:00Z,        since",
    "since=1900-01-01T00:00:00Z,                                   since",
    "since=2024-01-01T00:00:00Z&until=2026-01-01T00:00:00Z&bucket=day, since",
    "bucket=week,                                                  bucket",
    "by=customer,                                                  by",
    "event_types=a%20b,                                            event_types",
    "endpoints=e,                                                  endpoints",
    "endpoint_id=e,                                                endpoint_id",
  })
  void namesWhatItCannotTake(String query, String parameter) {
    given()
        .urlEncodingEnabled(false)
        .get("/api/v1/statistics?" + query)
        .then()
        .statusCode(422)
        .body("detail[0].loc", contains("query", parameter));
  }

  @Test
  void namesTimesOfAnEndpointThatItCannotTake() {
    given()
        .get("/api/v1/app/a/endpoint/e/stats?since=2026-01-01T00:00:00Z&until=2026-06-01T00:00:00Z")
        .then()
        .statusCode(422)
        .body("detail[0].loc", contains("query", "since"))
        .body("detail[0].msg", containsString("90 days"));
  }

  private Delivery delivered(String type) {
    Message message = customer.message(type, ACCEPTED);
    Delivery delivery = customer.delivery(message);
    topics.message(message, "{}");
    topics.delivery(delivery);
    return delivery;
  }

  /** A question for something unknown waits for all that is on its way. */
  private void recorded() {
    topics.flush();
    given().get("/api/v1/app/" + customer.uid() + "/msg/unknown-event").then().statusCode(404);
  }

  private static Instant hour() {
    return ACCEPTED.truncatedTo(ChronoUnit.HOURS);
  }

  private ValidatableResponse ofEndpoint(String query) {
    return given()
        .get(
            "/api/v1/app/" + customer.uid() + "/endpoint/" + customer.endpoint() + "/stats" + query)
        .then()
        .statusCode(200);
  }

  private ValidatableResponse statistics(String query) {
    return given()
        .get(
            "/api/v1/statistics?app_id=%s&since=%s%s"
                .formatted(customer.uid(), ACCEPTED.minus(Duration.ofHours(2)), query))
        .then()
        .statusCode(200);
  }
}
