package io.hooklane.deliverylog.search;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.hooklane.contracts.delivery.Delivery;
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
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What was accepted and has not arrived. */
@QuarkusTest
@WithTestResource(TestServers.class)
@TestSecurity(user = "key_test", roles = "application:read")
@JwtSecurity(claims = @Claim(key = "env", value = UndeliveredIT.ENVIRONMENT))
class UndeliveredIT {

  /** Of no other test. */
  static final String ENVIRONMENT = "env_0000000000000000000000000nd";

  @SuppressWarnings("NullAway.Init") // given by the test resource
  private TestServers servers;

  @SuppressWarnings("NullAway.Init") // before each test
  private TopicWriter topics;

  private final Customer customer = Customer.inEnvironment(new EnvironmentId(ENVIRONMENT));
  private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);

  @BeforeEach
  void configure() {
    topics = new TopicWriter(servers.bootstrapServers());
    topics.configure(customer.environment(), Map.of());
    topics.configure(customer);
  }

  @AfterEach
  void close() {
    topics.close();
  }

  @Test
  void tellsWhatIsNotDeliveredAndWhy() {
    // Given
    Delivery failed = order(now.minusSeconds(3));
    topics.report(customer.unreachable(failed, 1), "");
    Delivery retried = order(now.minusSeconds(2));
    topics.report(customer.retried(retried, 1), "no");
    topics.report(customer.canceled(order(now)), "");
    order(now);
    topics.report(customer.success(order(now), 1), "");
    Message unrouted = customer.message("nobody.wants", now);
    topics.message(unrouted, "{}");
    topics.flush();

    // When
    ValidatableResponse undelivered = undelivered("?app_id=" + customer.uid());

    // Then
    undelivered
        .statusCode(200)
        .body("deliveries.count", contains(1, 1, 1, 1))
        .body("deliveries.statusText", containsInAnyOrder("pending", "pending", "fail", "canceled"))
        .body("deliveries.find { it.status == 2 }.failure", equalTo("connect"))
        .body("deliveries.findAll { it.status == 1 }.failure", containsInAnyOrder("status", null))
        .body("withoutEndpoint.count", equalTo(1))
        .body("withoutEndpoint.messages.id", contains(unrouted.id().value()))
        .body("withoutEndpoint.messages[0].eventType", equalTo("nobody.wants"));
    undelivered("?endpoint_id=" + customer.endpoint())
        .body("deliveries", hasSize(4))
        .body("withoutEndpoint", nullValue());
    undelivered("?app_id=" + customer.uid() + "&until=" + now.minusSeconds(2))
        .body("deliveries.failure", contains("connect"))
        .body("withoutEndpoint.count", equalTo(0));
    undelivered("?since=" + now + "&until=" + now)
        .statusCode(422)
        .body("detail[0].loc", contains("query", "since"));
    undelivered("?since=2020-01-01T00:00:00Z")
        .statusCode(422)
        .body("detail[0].loc", contains("query", "since"));
    undelivered("?status=1").statusCode(422).body("detail[0].loc", contains("query", "status"));
  }

  /** A delivery of a message of that time. */
  private Delivery order(Instant acceptedAt) {
    return topics.routed(customer, customer.message("order.created", acceptedAt), "{}");
  }

  private static ValidatableResponse undelivered(String query) {
    return given().urlEncodingEnabled(false).get("/api/v1/undelivered" + query).then();
  }
}
