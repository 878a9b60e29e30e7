package io.hooklane.deliverylog.health;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.hooklane.contracts.configuration.Configuration;
import io.hooklane.contracts.delivery.Delivery;
import io.hooklane.contracts.health.EndpointVerdict;
import io.hooklane.contracts.health.EndpointVerdict.Verdict;
import io.hooklane.contracts.message.Message;
import io.hooklane.contracts.topic.Topics;
import io.hooklane.deliverylog.Customer;
import io.hooklane.deliverylog.TopicWriter;
import io.hooklane.servers.TestServers;
import io.hooklane.topics.RecordHeaders;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.quarkus.test.security.jwt.Claim;
import io.quarkus.test.security.jwt.JwtSecurity;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@WithTestResource(TestServers.class)
@TestSecurity(user = "key_test", roles = "application:read")
@JwtSecurity(claims = @Claim(key = "env", value = Customer.ENVIRONMENT))
class EndpointHealthIT {

  private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.MILLIS);
  private static final Instant SIX_DAYS_AGO = NOW.minus(Duration.ofDays(6));
  private static final int HALF_A_DAY = 12 * 3_600;

  @SuppressWarnings("NullAway.Init") // given by the test resource
  private TestServers servers;

  @SuppressWarnings("NullAway.Init") // before each test
  private TopicWriter topics;

  @SuppressWarnings("NullAway.Init") // before each test
  private KafkaConsumer<byte[], byte[]> verdicts;

  private final Customer customer = Customer.aCustomer();
  private final List<Customer> configured = new ArrayList<>();
  private final List<EndpointVerdict> found = new ArrayList<>();

  @BeforeEach
  void configure() {
    topics = new TopicWriter(servers.bootstrapServers());
    configure(customer);
    verdicts =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers", servers.bootstrapServers(),
                "auto.offset.reset", "earliest",
                "group.id", UUID.randomUUID().toString()),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    verdicts.subscribe(List.of(Topics.ENDPOINT_HEALTH.name()));
  }

  private void configure(Customer another) {
    configured.add(another);
    topics.configure(another);
  }

  @AfterEach
  void close() {
    // Their verdicts would come again and again.
    configured.forEach(each -> topics.configure(endpoint(each, true, NOW)));
    topics.close();
    verdicts.close();
  }

  @Test
  void tellsSinceWhenAnEndpointFails() {
    // Given
    Instant accepted = NOW.minus(Duration.ofMinutes(30));
    Delivery delivery = delivered(accepted);
    topics.report(customer.retried(delivery, 1), "no");
    topics.report(customer.success(delivery, 10), "yes");
    topics.report(customer.retried(delivery, 20), "no");
    topics.report(customer.retried(delivery, 40), "no");
    topics.report(customer.failedByHand(delivery, 50), "no");
    recorded();
    // A late one from before, and one in between.
    topics.report(customer.retried(delivery, 5), "no");
    topics.report(customer.retried(delivery, 30), "no");
    recorded();

    // Then
    health()
        .body("failingSince", equalTo(accepted.plusSeconds(20).toString()))
        .body("consecutiveFailures", equalTo(3))
        .body("lastSuccessAt", equalTo(accepted.plusSeconds(10).toString()))
        .body("lastFailureAt", equalTo(accepted.plusSeconds(40).toString()))
        .body("lastError", equalTo("The receiver answered 500"))
        .body("attemptsLastDay", equalTo(7))
        .body("successRateLastDay", equalTo(1 / 7f))
        .body(
            "disabledFrom", equalTo(accepted.plusSeconds(20).plus(Duration.ofDays(5)).toString()));
    listed("failing=true").body("data.endpointId", contains(customer.endpoint().value()));
    listed("failing=false").body("data", empty());

    // When a success is told of late, in between, what came after it still counts.
    topics.report(customer.success(delivery, 35), "yes");
    recorded();

    health()
        .body("failingSince", equalTo(accepted.plusSeconds(40).toString()))
        .body("consecutiveFailures", equalTo(1));

    // When somebody resends one, and it is taken
    topics.report(customer.success(delivery, 60), "yes");
    recorded();

    health()
        .body("failingSince", nullValue())
        .body("consecutiveFailures", equalTo(0))
        .body("disabledFrom", nullValue());
    listed("failing=true").body("data", empty());
    listed("").body("data.endpointId", contains(customer.endpoint().value()));
  }

  @Test
  void anEndpointThatWasNeverTriedIsWell() {
    health()
        .body("endpointId", equalTo(customer.endpoint().value()))
        .body("failingSince", nullValue())
        .body("consecutiveFailures", equalTo(0))
        .body("successRateLastDay", nullValue());
  }

  @Test
  void failingForTooLongIsSaidAgainUntilTheEndpointIsDisabled() {
    failsForSixDays(customer, 0);

    await().until(() -> verdictsOn(customer).size() >= 2);

    EndpointVerdict verdict = verdictsOn(customer).getFirst();
    assertThat(verdict.verdict()).isEqualTo(Verdict.FAILING);
    assertThat(verdict.application()).isEqualTo(customer.id());
    assertThat(verdict.detail())
        .isEqualTo(
            "All 8 attempts since %s failed; the last: The receiver answered 500"
                .formatted(SIX_DAYS_AGO.plusSeconds(HALF_A_DAY)));
    topics.configure(endpoint(customer, true, SIX_DAYS_AGO));
    topics.flush();
    noneAnyMore();
  }

  @Test
  void onceItIsEnabledAgainTheTimeBeginsAnew() {
    topics.configure(endpoint(customer, false, NOW));
    failsForSixDays(customer, 0);

    noneAnyMore();

    health()
        .body("failingSince", equalTo(SIX_DAYS_AGO.plusSeconds(HALF_A_DAY).toString()))
        .body("disabledFrom", equalTo(NOW.plus(Duration.ofDays(5)).toString()));
  }

  @Test
  void failuresFromBeforeAChangeDoNotCount() {
    topics.configure(endpoint(customer, false, NOW.minus(Duration.ofDays(5)).minusSeconds(60)));
    failsForSixDays(customer, 60);

    noneAnyMore();
  }

  @ParameterizedTest
  @CsvSource({
    "limit=0,        limit",
    "iterator=xyz,   iterator",
    "failing=maybe,  failing",
    "failed=true,    failed",
  })
  void namesWhatItCannotTake(String query, String parameter) {
    given()
        .get("/api/v1/endpoint-health?" + query)
        .then()
        .statusCode(422)
        .body("detail[0].loc", contains("query", parameter));
  }

  @Test
  void listsByPage() {
    List<String> expected = new ArrayList<>();
    Customer another = Customer.aCustomer();
    for (Customer each : List.of(customer, another)) {
      configure(each);
      topics.report(each.success(each.delivery(each.message("a", NOW)), 1), "yes");
      expected.add(each.endpoint().value());
    }
    recorded();

    String all = "/api/v1/endpoint-health?limit=1";
    List<String> pages = new ArrayList<>();
    String next = "";
    while (next != null) {
      var page = given().get(all + "&iterator=" + next).then().statusCode(200).extract().jsonPath();
      pages.addAll(page.getList("data.endpointId"));
      next = page.getString("iterator");
    }
    assertThat(pages).isSorted().doesNotHaveDuplicates().containsAll(expected);
  }

  /** Each half day, and so much later, from then on. */
  private void failsForSixDays(Customer whose, int seconds) {
    Message message = whose.message("order.created", SIX_DAYS_AGO);
    topics.message(message, "{}");
    Delivery delivery = whose.delivery(message);
    for (int i = 1; i <= 8; i++) {
      topics.report(whose.retried(delivery, i * HALF_A_DAY + seconds), "no");
    }
    recorded();
  }

  private Delivery delivered(Instant accepted) {
    Message message = customer.message("order.created", accepted);
    topics.message(message, "{}");
    Delivery delivery = customer.delivery(message);
    topics.delivery(delivery);
    return delivery;
  }

  private static Configuration endpoint(Customer whose, boolean disabled, Instant updatedAt) {
    Configuration.Endpoint plain = (Configuration.Endpoint) whose.configuration().getLast();
    return new Configuration.Endpoint(
        plain.id(),
        plain.environment(),
        plain.application(),
        plain.uid(),
        plain.url(),
        disabled,
        plain.eventTypes(),
        plain.channels(),
        plain.secrets(),
        null,
        null,
        "",
        null,
        null,
        plain.createdAt(),
        updatedAt,
        plain.sending());
  }

  /** Another endpoint's verdict comes twice more, and none on this one. */
  private void noneAnyMore() {
    Customer another = Customer.aCustomer();
    configure(another);
    failsForSixDays(another, 0);
    await().until(() -> !verdictsOn(another).isEmpty());
    int before = verdictsOn(customer).size();
    int others = verdictsOn(another).size();
    await().until(() -> verdictsOn(another).size() >= others + 2);
    assertThat(verdictsOn(customer)).hasSize(before);
  }

  private List<EndpointVerdict> verdictsOn(Customer whose) {
    for (ConsumerRecord<byte[], byte[]> each : verdicts.poll(Duration.ofMillis(100))) {
      found.add(EndpointVerdict.readFrom(RecordHeaders.source(each.headers())));
    }
    return found.stream().filter(verdict -> verdict.endpoint().equals(whose.endpoint())).toList();
  }

  private void recorded() {
    topics.flush();
    given().get("/api/v1/app/" + customer.uid() + "/msg/unknown-event").then().statusCode(404);
  }

  private ValidatableResponse health() {
    return given()
        .get("/api/v1/app/" + customer.uid() + "/endpoint/" + customer.endpoint() + "/health")
        .then()
        .statusCode(200);
  }

  private ValidatableResponse listed(String query) {
    return given()
        .get("/api/v1/endpoint-health?app_id=" + customer.uid() + "&" + query)
        .then()
        .statusCode(200);
  }
}
