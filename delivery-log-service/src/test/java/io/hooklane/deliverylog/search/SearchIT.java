package io.hooklane.deliverylog.search;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.hooklane.contracts.configuration.Configuration;
import io.hooklane.contracts.delivery.Delivery;
import io.hooklane.contracts.delivery.DeliveryReport.Attempt;
import io.hooklane.contracts.id.ApplicationId;
import io.hooklane.contracts.id.EndpointId;
import io.hooklane.contracts.id.EnvironmentId;
import io.hooklane.contracts.message.Message;
import io.hooklane.deliverylog.Customer;
import io.hooklane.deliverylog.TopicWriter;
import io.hooklane.deliverylog.searchkey.SearchKey;
import io.hooklane.deliverylog.searchkey.SearchKeys;
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
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(TestServers.class)
@TestSecurity(user = "key_test", roles = "application:read")
@JwtSecurity(claims = @Claim(key = "env", value = SearchIT.ENVIRONMENT))
class SearchIT {

  static final String ENVIRONMENT = "env_0000000000000000000000000se";
  private static final String PORTAL = "app_0000000000000000000000000se";

  @SuppressWarnings("NullAway.Init") // given by the test resource
  private TestServers servers;

  @SuppressWarnings("NullAway.Init") // before each test
  private TopicWriter topics;

  @Inject DataSource dataSource;

  private final Customer customer = Customer.inEnvironment(new EnvironmentId(ENVIRONMENT));
  private final String value = UUID.randomUUID().toString();
  private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);

  @BeforeEach
  void configure() {
    topics = new TopicWriter(servers.bootstrapServers());
    configure(Map.of("customer", "/customer/id", "email", "/customer/emails", "object", "/object"));
    topics.configure(customer);
  }

  @AfterEach
  void close() {
    topics.close();
  }

  @Test
  void findsTheDeliveriesOfAValueAndNoOthers() {
    // Given
    Message wanted = message("order.created", now);
    deliver(wanted, payload(value));
    deliver(message("order.created", now), payload(value + "0"));
    deliver(message("order.created", now), payload(value.toUpperCase(java.util.Locale.ROOT)));
    deliver(message("order.created", now), "{\"other\":\"" + value + "\"}");
    deliver(message("order.created", now), value);
    topics.flush();

    // When
    ValidatableResponse found = get("?attribute.customer=" + value);

    // Then
    found
        .statusCode(200)
        .body("data.msgId", contains(wanted.id().value()))
        .body("data[0].appId", equalTo(customer.id().value()))
        .body("data[0].appUid", equalTo(customer.uid()))
        .body("data[0].endpointId", equalTo(customer.endpoint().value()))
        .body("data[0].status", equalTo(1))
        .body("data[0].statusText", equalTo("pending"))
        .body("data[0].attemptCount", equalTo(0))
        .body("data[0].nextAttempt", equalTo(now.toString()))
        .body("data[0].msg.payload.customer.id", equalTo(value))
        .body("data[0].attempts", nullValue())
        .body("done", equalTo(true));
    get("?attribute.email=" + value).body("data", empty());
  }

  @Test
  void aValueWithTheSameHashIsAnother() throws SQLException {
    Message wanted = message("order.created", now);
    Message other = message("order.created", now);
    deliver(wanted, payload(value));
    deliver(other, "{}");
    topics.flush();
    get("?attribute.customer=" + value).body("data", hasSize(1));
    insertKey(other, new SearchKey("customer", value).hash(), "customer", "another");
    insertKey(other, new SearchKey("customer", value).hash(), "email", value);

    get("?attribute.customer=" + value).body("data.msgId", contains(wanted.id().value()));
    get("?value=" + value).body("data.msgId", contains(wanted.id().value()));
  }

  @Test
  void findsAValueInAnyAttributeOnce() {
    Message inBoth = message("order.created", now);
    Message inAList = message("order.created", now.minusMillis(1));
    deliver(inBoth, "{\"object\":\"" + value + "\",\"customer\":{\"id\":\"" + value + "\"}}");
    deliver(inAList, "{\"customer\":{\"emails\":[1,\"" + value + "\"]}}");
    topics.flush();

    awaitFound("?message_id=" + inAList.id());
    get("?value=" + value).body("data.msgId", contains(inBoth.id().value(), inAList.id().value()));
  }

  @Test
  void allFiltersMustFit() {
    // Given
    Message wanted =
        new Message(
            message("order.created", now).id(),
            customer.environment(),
            customer.id(),
            "order.created",
            "evt-" + value,
            List.of("a"),
            List.of("t"),
            now,
            null,
            Message.JSON,
            null,
            false);
    Delivery delivery = deliver(wanted, "{\"object\":7,\"customer\":{\"id\":\"" + value + "\"}}");
    topics.report(customer.unreachable(delivery, 1), "");
    Message other = message("item.changed", now.plusMillis(1));
    Delivery canceled = deliver(other, "{\"object\":8,\"customer\":{\"id\":\"" + value + "\"}}");
    topics.report(customer.canceled(canceled), "");
    topics.flush();
    awaitFound("?message_id=" + other.id() + "&status=4");

    // Then
    String by = "?attribute.customer=" + value;
    for (String fits :
        List.of(
            by + "&attribute.object=7",
            by + "&value=7",
            by + "&event_types=order.created,x",
            by + "&status=2",
            by + "&failure=connect",
            by + "&channel=a",
            by + "&tag=t",
            by + "&before=" + now.plusMillis(1),
            by + "&after=" + now + "&before=" + now.plusMillis(1),
            by + "&event_id=evt-" + value,
            by + "&message_id=" + wanted.id(),
            "?event_id=evt-" + value,
            "?message_id=" + wanted.id() + "&app_id=" + customer.uid(),
            "?status=2&app_id=" + customer.uid(),
            "?event_types=order.created&app_id=" + customer.uid(),
            "?tag=t&app_id=" + customer.uid(),
            "?status=2&event_types=order.created&app_id=" + customer.uid(),
            "?status=2&event_types=order.created&endpoint_id=" + customer.endpoint(),
            "?status=2&endpoint_id=" + customer.endpoint(),
            "?failure=connect&app_id=" + customer.uid(),
            "?failure=connect&endpoint_id=" + customer.endpoint(),
            "?failure=connect&tag=t&app_id=" + customer.uid(),
            "?channel=a&tag=t&event_types=order.created&app_id=" + customer.uid(),
            "?channel=a&endpoint_id=" + customer.uid() + "-endpoint&app_id=" + customer.uid())) {
      get(fits).statusCode(200).body("data.msgId", contains(wanted.id().value()));
    }
    for (String none :
        List.of(
            by + "&attribute.object=9",
            by + "&status=0",
            by + "&status=3",
            by + "&event_types=order",
            "?status=2&event_types=item.changed&endpoint_id=" + customer.endpoint(),
            by + "&channel=b",
            by + "&tag=a",
            by + "&before=" + now,
            by + "&after=" + now.plusSeconds(1),
            by + "&failure=dns",
            "?failure=dns&app_id=" + customer.uid(),
            "?failure=connect&status=0&app_id=" + customer.uid(),
            "?channel=b&app_id=" + customer.uid(),
            "?message_id=" + wanted.id() + "&attribute.customer=x",
            "?event_id=evt")) {
      get(none).statusCode(200).body("data", empty()).body("iterator", nullValue());
    }
    get(by + "&event_types[]=order.created&event_types[]=item.changed")
        .body("data.msgId", contains(other.id().value(), wanted.id().value()));
    get("?event_types=order.created,item.changed&app_id=" + customer.uid())
        .body("data.msgId", contains(other.id().value(), wanted.id().value()));
    get("?status=4&app_id=" + customer.uid())
        .body("data.reason", contains("The endpoint was disabled"));
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
      topics.report(customer.retried(deliver(message, payload(value)), 1), "no");
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
    Message message = message("order.created", now);
    Delivery delivery = deliver(message, payload(value));
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

  @Test
  void aRepeatOfAMessageIsFoundOnce() {
    Message message = message("order.created", now);
    deliver(message, payload(value));
    topics.flush();
    get("?attribute.customer=" + value).body("data", hasSize(1));
    topics.message(message, payload(value));
    Message last = message("order.created", now);
    deliver(last, "{}");
    topics.flush();
    awaitFound("?message_id=" + last.id());

    get("?attribute.customer=" + value).body("data", hasSize(1));
  }

  @Test
  void aMessageWhoseKeysAreDeletedIsNotFoundByThem() throws SQLException {
    Message message = message("order.created", now);
    deliver(message, payload(value));
    topics.flush();
    get("?attribute.customer=" + value).body("data", hasSize(1));

    try (Connection connection = dataSource.getConnection()) {
      SearchKeys.delete(connection, customer.environment(), message.id(), now);
    }

    get("?attribute.customer=" + value).body("data", empty());
    get("?message_id=" + message.id()).body("data", hasSize(1));
  }

  @Test
  void anAttributeHoldsForTheNextMessage() {
    configure(Map.of("sku", "/lines/0/sku"));
    Message message = message("order.created", now);
    deliver(message, "{\"lines\":[{\"sku\":\"" + value + "\"}]}");
    topics.flush();

    get("?attribute.sku=" + value).body("data.msgId", contains(message.id().value()));
    assertRefused("?attribute.customer=x", "attribute.customer");
  }

  @Test
  @JwtSecurity(
      claims = {
        @Claim(key = "env", value = SearchIT.ENVIRONMENT),
        @Claim(key = "app", value = SearchIT.PORTAL)
      })
  void aPortalFindsItsOwn() {
    // Given
    Customer own =
        new Customer(
            customer.environment(),
            new ApplicationId(PORTAL),
            "portal",
            new EndpointId("ep_0000000000000000000000000se"));
    topics.configure(own);
    Message mine = own.message("order.created", now);
    topics.message(mine, payload(value));
    topics.delivery(own.delivery(mine));
    Message theirs = message("order.created", now);
    deliver(theirs, payload(value));
    topics.flush();

    // Then
    awaitFound("?message_id=" + mine.id());
    get("?attribute.customer=" + value).body("data.msgId", contains(mine.id().value()));
    get("?value=" + value).body("data.msgId", contains(mine.id().value()));
    get("?message_id=" + theirs.id()).body("data", empty());
    get("?status=1&value=" + value).body("data.msgId", contains(mine.id().value()));
    assertRefused("?app_id=" + customer.id(), "app_id");
    assertRefused("?endpoint_id=" + customer.endpoint(), "endpoint_id");
    given()
        .get("/api/v1/undelivered?app_id=" + customer.uid())
        .then()
        .statusCode(422)
        .body("detail[0].loc", contains("query", "app_id"));
  }

  @Test
  void namesTheParameterThatIsWrong() {
    assertRefused("?app=x", "app");
    assertRefused("?attribute.nothing=x", "attribute.nothing");
    assertRefused("?attribute=x", "attribute");
    assertRefused("?limit[]=1", "limit[]");
    assertRefused("?event_types[x]=1", "event_types[x]");
    assertRefused("?limit=0", "limit");
    assertRefused("?iterator=msg_1", "iterator");
    assertRefused("?iterator=" + message("a", now).id() + ".1", "iterator");
    assertRefused("?before=1", "before");
    assertRefused("?after=tomorrow", "after");
    assertRefused("?status=5", "status");
    assertRefused("?status=success", "status");
    assertRefused("?failure=bad", "failure");
    assertRefused("?message_id=7", "message_id");
    assertRefused("?event_id=%00", "event_id");
    assertRefused("?value=" + "x".repeat(257), "value");
    assertRefused("?app_id=nobody", "app_id");
    assertRefused("?endpoint_id=mine", "endpoint_id");
    assertRefused("?endpoint_id=ep_0000000000000000000000000no", "endpoint_id");
    assertRefused("?with_attempts=perhaps", "with_attempts");
  }

  @Test
  void tellsWhatIsNotDeliveredAndWhy() {
    // Given
    Delivery failed = deliver(message("order.created", now.minusSeconds(3)), "{}");
    topics.report(customer.unreachable(failed, 1), "");
    Delivery retried = deliver(message("order.created", now.minusSeconds(2)), "{}");
    topics.report(customer.retried(retried, 1), "no");
    topics.report(customer.canceled(deliver(message("order.created", now), "{}")), "");
    deliver(message("order.created", now), "{}");
    topics.report(customer.success(deliver(message("order.created", now), "{}"), 1), "");
    Message unrouted = message("nobody.wants", now);
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

  private void configure(Map<String, String> attributes) {
    topics.configure(
        new Configuration.Environment(
            customer.environment(),
            "search",
            Configuration.EnvironmentKind.TEST,
            true,
            null,
            null,
            attributes));
    topics.flush();
  }

  private Message message(String type, Instant acceptedAt) {
    return customer.message(type, acceptedAt);
  }

  private Delivery deliver(Message message, String payload) {
    Delivery delivery = customer.delivery(message);
    topics.message(message, payload);
    topics.delivery(delivery);
    return delivery;
  }

  private static String payload(String customerId) {
    return "{\"customer\":{\"id\":\"" + customerId + "\"}}";
  }

  private void insertKey(Message message, long key, String name, String itsValue)
      throws SQLException {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement insert =
            connection.prepareStatement(
                "INSERT INTO message_keys (day, environment_id, application_id, message_id,"
                    + " accepted_at, key, name, value)"
                    + " SELECT day, environment_id, application_id, id,"
                    + " accepted_at, ?, ?, ? FROM messages WHERE id = ?")) {
      insert.setLong(1, key);
      insert.setString(2, name);
      insert.setString(3, itsValue);
      insert.setString(4, message.id().value());
      assertThat(insert.executeUpdate()).isEqualTo(1);
    }
  }

  private void awaitFound(String query) {
    get(query).statusCode(200).body("data", hasSize(1));
  }

  private JsonPath page(String query, String iterator) {
    return get("?limit=3&" + query + "&iterator=" + iterator).extract().jsonPath();
  }

  private static List<String> ids(JsonPath page) {
    return page.getList("data.id", String.class);
  }

  private static ValidatableResponse get(String query) {
    return given().urlEncodingEnabled(false).get("/api/v1/delivery" + query).then();
  }

  private static ValidatableResponse undelivered(String query) {
    return given().urlEncodingEnabled(false).get("/api/v1/undelivered" + query).then();
  }

  private static void assertRefused(String query, String parameter) {
    get(query).statusCode(422).body("detail[0].loc", contains("query", parameter));
  }
}
