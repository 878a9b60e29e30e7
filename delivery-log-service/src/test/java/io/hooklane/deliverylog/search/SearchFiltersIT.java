package io.hooklane.deliverylog.search;

import static io.hooklane.deliverylog.search.SearchClient.assertRefused;
import static io.hooklane.deliverylog.search.SearchClient.awaitFound;
import static io.hooklane.deliverylog.search.SearchClient.get;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.nullValue;

import io.hooklane.contracts.delivery.Delivery;
import io.hooklane.contracts.id.ApplicationId;
import io.hooklane.contracts.id.EndpointId;
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
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a search may be narrowed by, by whom, and what is refused. */
@QuarkusTest
@WithTestResource(TestServers.class)
@TestSecurity(user = "key_test", roles = "application:read")
@JwtSecurity(claims = @Claim(key = "env", value = SearchFiltersIT.ENVIRONMENT))
class SearchFiltersIT {

  /** Of no other test. */
  static final String ENVIRONMENT = "env_0000000000000000000000000sf";

  private static final String PORTAL = "app_0000000000000000000000000sf";

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
  void allFiltersMustFit() {
    // Given
    Message wanted =
        new Message(
            customer.message("order.created", now).id(),
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
    Delivery delivery =
        topics.routed(customer, wanted, "{\"object\":7,\"customer\":{\"id\":\"" + value + "\"}}");
    topics.report(customer.unreachable(delivery, 1), "");
    Message other = customer.message("item.changed", now.plusMillis(1));
    Delivery canceled =
        topics.routed(customer, other, "{\"object\":8,\"customer\":{\"id\":\"" + value + "\"}}");
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
  @JwtSecurity(
      claims = {
        @Claim(key = "env", value = SearchFiltersIT.ENVIRONMENT),
        @Claim(key = "app", value = SearchFiltersIT.PORTAL)
      })
  void aPortalFindsItsOwn() {
    // Given
    Customer own =
        new Customer(
            customer.environment(),
            new ApplicationId(PORTAL),
            "portal",
            new EndpointId("ep_0000000000000000000000000sf"));
    topics.configure(own);
    String payload = "{\"customer\":{\"id\":\"" + value + "\"}}";
    Message mine = own.message("order.created", now);
    topics.routed(own, mine, payload);
    Message theirs = customer.message("order.created", now);
    topics.routed(customer, theirs, payload);
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
    assertRefused("?iterator=" + customer.message("a", now).id() + ".1", "iterator");
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
}
