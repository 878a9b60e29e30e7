package io.hooklane.deliverylog.search;

import static io.hooklane.deliverylog.search.SearchClient.awaitFound;
import static io.hooklane.deliverylog.search.SearchClient.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import io.hooklane.contracts.delivery.Delivery;
import io.hooklane.contracts.delivery.DeliveryReport.Attempt;
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
import io.restassured.path.json.JsonPath;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The pages of what a search finds, and what they show of it. */
@QuarkusTest
@WithTestResource(TestServers.class)
@TestSecurity(user = "key_test", roles = "application:read")
@JwtSecurity(claims = @Claim(key = "env", value = SearchPagesIT.ENVIRONMENT))
class SearchPagesIT {

  /** Of no other test. */
  static final String ENVIRONMENT = "env_0000000000000000000000000sp";

  @SuppressWarnings("NullAway.Init") // given by the test resource
  private TestServers servers;

  @SuppressWarnings("NullAway.Init") // before each test
  private TopicWriter topics;

  private final Customer customer = Customer.inEnvironment(new EnvironmentId(ENVIRONMENT));
  private final String value = UUID.randomUUID().toString();
  private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);

  @BeforeEach
  void configure() {
    topics = new TopicWriter(servers.bootstrapServers());
    topics.configure(customer.environment(), Map.of("customer", "/customer/id"));
    topics.configure(customer);
  }

  @AfterEach
  void close() {
    topics.close();
  }

  @Test
  void pagesBothWaysWhateverItBeginsAt() {
    // Given
    List<Message> messages = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      Message message =
          customer.message(
              "order.created",
              now.minus(i / 3, i < 5 ? ChronoUnit.MILLIS : ChronoUnit.DAYS),
              value,
              "all");
      messages.add(message);
      topics.report(customer.retried(topics.routed(customer, message, payload(value)), 1), "no");
    }
    topics.flush();
    messages.forEach(message -> awaitFound("?failure=status&message_id=" + message.id()));

    for (String query :
        List.of(
            "attribute.customer=" + value,
            "value=" + value,
            "app_id=" + customer.uid(),
            "event_types=order.created,x&app_id=" + customer.uid(),
            "status=1&app_id=" + customer.uid(),
            "status=1&event_types=order.created&app_id=" + customer.uid(),
            "failure=status&app_id=" + customer.uid(),
            "channel=" + value,
            "channel=all&app_id=" + customer.uid(),
            "channel=all&endpoint_id=" + customer.endpoint(),
            "status=1&channel=" + value,
            "endpoint_id=" + customer.endpoint())) {
      // When
      List<String> all = ids(get("?" + query).extract().jsonPath());
      JsonPath first = page(query, "");
      JsonPath second = page(query, first.getString("iterator"));
      JsonPath third = page(query, second.getString("iterator"));
      JsonPath back = page(query, third.getString("prevIterator"));

      // Then
      assertThat(all).as(query).hasSize(7);
      assertThat(ids(first)).as(query).isEqualTo(all.subList(0, 3));
      assertThat(ids(second)).as(query).isEqualTo(all.subList(3, 6));
      assertThat(ids(third)).as(query).isEqualTo(all.subList(6, 7));
      assertThat(third.getBoolean("done")).isTrue();
      assertThat(ids(back)).as(query).isEqualTo(all.subList(3, 6));
    }
  }

  @Test
  void showsTheLatestAttempts() {
    Message message = customer.message("order.created", now);
    Delivery delivery = topics.routed(customer, message, payload(value));
    Attempt failed = customer.retried(delivery, 1);
    Attempt succeeded = customer.success(delivery, 2);
    topics.report(failed, "no");
    topics.report(succeeded, "yes");
    topics.flush();
    awaitFound("?message_id=" + message.id() + "&status=0");

    get("?with_attempts=true&attribute.customer=" + value)
        .body("data[0].attempts.id", contains(succeeded.id().value(), failed.id().value()))
        .body("data[0].attempts.response", contains("yes", "no"))
        .body("data[0].attemptCount", equalTo(2));
    get("?with_attempts=true&with_content=false&attribute.customer=" + value)
        .body("data[0].attempts.response", contains("", ""))
        .body("data[0].msg.payload", equalTo(Map.of()));
  }

  private static String payload(String customerId) {
    return "{\"customer\":{\"id\":\"" + customerId + "\"}}";
  }

  private JsonPath page(String query, String iterator) {
    return get("?limit=3&" + query + "&iterator=" + iterator).extract().jsonPath();
  }

  private static List<String> ids(JsonPath page) {
    return page.getList("data.id", String.class);
  }
}
