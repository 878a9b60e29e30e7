package io.hooklane.deliverylog.search;

import static io.hooklane.deliverylog.search.SearchClient.assertRefused;
import static io.hooklane.deliverylog.search.SearchClient.awaitFound;
import static io.hooklane.deliverylog.search.SearchClient.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

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
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Deliveries are found by the values that their messages bear. */
@QuarkusTest
@WithTestResource(TestServers.class)
@TestSecurity(user = "key_test", roles = "application:read")
@JwtSecurity(claims = @Claim(key = "env", value = SearchValuesIT.ENVIRONMENT))
class SearchValuesIT {

  /** Of no other test. */
  static final String ENVIRONMENT = "env_0000000000000000000000000sv";

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
    topics.configure(
        customer.environment(),
        Map.of("customer", "/customer/id", "email", "/customer/emails", "object", "/object"));
    topics.configure(customer);
  }

  @AfterEach
  void close() {
    topics.close();
  }

  @Test
  void findsTheDeliveriesOfAValueAndNoOthers() {
    // Given
    Message wanted = customer.message("order.created", now);
    topics.routed(customer, wanted, payload(value));
    topics.routed(customer, customer.message("order.created", now), payload(value + "0"));
    topics.routed(
        customer, customer.message("order.created", now), payload(value.toUpperCase(Locale.ROOT)));
    topics.routed(
        customer, customer.message("order.created", now), "{\"other\":\"" + value + "\"}");
    topics.routed(customer, customer.message("order.created", now), value);
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
    Message wanted = customer.message("order.created", now);
    Message other = customer.message("order.created", now);
    topics.routed(customer, wanted, payload(value));
    topics.routed(customer, other, "{}");
    topics.flush();
    get("?attribute.customer=" + value).body("data", hasSize(1));
    insertKey(other, new SearchKey("customer", value).hash(), "customer", "another");
    insertKey(other, new SearchKey("customer", value).hash(), "email", value);

    get("?attribute.customer=" + value).body("data.msgId", contains(wanted.id().value()));
    get("?value=" + value).body("data.msgId", contains(wanted.id().value()));
  }

  @Test
  void findsAValueInAnyAttributeOnce() {
    Message inBoth = customer.message("order.created", now);
    Message inAList = customer.message("order.created", now.minusMillis(1));
    topics.routed(
        customer, inBoth, "{\"object\":\"" + value + "\",\"customer\":{\"id\":\"" + value + "\"}}");
    topics.routed(customer, inAList, "{\"customer\":{\"emails\":[1,\"" + value + "\"]}}");
    topics.flush();

    awaitFound("?message_id=" + inAList.id());
    get("?value=" + value).body("data.msgId", contains(inBoth.id().value(), inAList.id().value()));
  }

  @Test
  void aRepeatOfAMessageIsFoundOnce() {
    Message message = customer.message("order.created", now);
    topics.routed(customer, message, payload(value));
    topics.flush();
    get("?attribute.customer=" + value).body("data", hasSize(1));
    topics.message(message, payload(value));
    Message last = customer.message("order.created", now);
    topics.routed(customer, last, "{}");
    topics.flush();
    awaitFound("?message_id=" + last.id());

    get("?attribute.customer=" + value).body("data", hasSize(1));
  }

  @Test
  void aMessageWhoseKeysAreDeletedIsNotFoundByThem() throws SQLException {
    Message message = customer.message("order.created", now);
    topics.routed(customer, message, payload(value));
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
    topics.configure(customer.environment(), Map.of("sku", "/lines/0/sku"));
    Message message = customer.message("order.created", now);
    topics.routed(customer, message, "{\"lines\":[{\"sku\":\"" + value + "\"}]}");
    topics.flush();

    get("?attribute.sku=" + value).body("data.msgId", contains(message.id().value()));
    assertRefused("?attribute.customer=x", "attribute.customer");
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
}
