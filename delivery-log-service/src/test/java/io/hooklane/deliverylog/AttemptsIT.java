package io.hooklane.deliverylog;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.hooklane.contracts.delivery.Delivery;
import io.hooklane.contracts.delivery.DeliveryReport.Attempt;
import io.hooklane.contracts.message.Message;
import io.hooklane.servers.TestServers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.quarkus.test.security.jwt.Claim;
import io.quarkus.test.security.jwt.JwtSecurity;
import io.restassured.response.ValidatableResponse;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Attempts of a message, to an endpoint, and of which the report is broken. */
@QuarkusTest
@WithTestResource(TestServers.class)
@TestSecurity(user = "key_test", roles = "application:read")
@JwtSecurity(claims = @Claim(key = "env", value = Customer.ENVIRONMENT))
class AttemptsIT {

  @SuppressWarnings("NullAway.Init") // given by the test resource
  private TestServers servers;

  @SuppressWarnings("NullAway.Init") // before each test
  private TopicWriter topics;

  private final Customer customer = Customer.aCustomer();
  private final LogClient log = new LogClient(customer);

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
  void listsTheAttemptsOfAMessage() {
    // Given
    Message message = customer.message("order.created", Instant.now());
    Delivery delivery = customer.delivery(message);
    Attempt first = customer.retried(delivery, 1);
    Attempt second = customer.success(delivery, 2);
    topics.message(message, "{}");
    topics.delivery(delivery);
    topics.report(first, new byte[] {'n', 'o', 0, (byte) 0xFF});
    topics.report(second, "fine");
    topics.flush();

    // When
    ValidatableResponse list = log.get("/attempt/msg/" + message.id());

    // Then
    list.statusCode(200)
        .body("data.id", contains(second.id().value(), first.id().value()))
        .body("data.status", contains(0, 2))
        .body("data.statusText", contains("success", "fail"))
        .body("data.response", contains("fine", "no\0\uFFFD"))
        .body("data.responseStatusCode", contains(200, 500))
        .body("data[0].responseDurationMs", equalTo(12))
        .body("data[0].triggerType", equalTo(0))
        .body("data[0].url", equalTo("https://example.com/hook"))
        .body("data[0].endpointId", equalTo(customer.endpoint().value()))
        .body("data[0].msgId", equalTo(message.id().value()))
        .body("data[0].timestamp", equalTo(second.at().toString()))
        .body("data.number", contains(2, 1))
        .body("data.failure", contains(null, "status"))
        .body("data[0].timings.firstByteMs", equalTo(9))
        .body("data[0].timings.dnsMs", nullValue())
        .body("data[0].requestHeaders.webhook-id", contains(message.id().value()))
        .body("data[0].responseHeaders.content-type", contains("text/plain"))
        .body("iterator", nullValue())
        .body("done", equalTo(true));
    log.get("/msg/" + message.id() + "/attempt/" + first.id())
        .statusCode(200)
        .body("id", equalTo(first.id().value()));
  }

  @Test
  void tellsWhyThereWasNoResponse() {
    Message message = customer.message("order.created", Instant.now());
    Attempt attempt = customer.unreachable(customer.delivery(message), 1);
    topics.message(message, "{}");
    topics.report(attempt, "");
    topics.flush();

    log.get("/msg/" + message.id() + "/attempt/" + attempt.id())
        .statusCode(200)
        .body("responseStatusCode", equalTo(0))
        .body("response", equalTo("Connection refused"));
  }

  @Test
  void aReportThatIsCutShortHoldsUpNoneBehindIt() {
    Message broken = customer.message("order.created", Instant.now());
    Message whole = customer.message("order.created", Instant.now());
    topics.message(broken, "{}");
    topics.message(whole, "{}");

    topics.cutShort(customer.success(customer.delivery(broken), 1));
    topics.report(customer.success(customer.delivery(whole), 1), "taken");
    topics.flush();

    log.get("/attempt/msg/" + broken.id()).statusCode(200).body("data", hasSize(0));
    log.get("/attempt/msg/" + whole.id()).statusCode(200).body("data.response", contains("taken"));
  }

  @Test
  void narrowsTheAttemptsToAnEndpoint() {
    // Given
    Message message = customer.message("order.created", Instant.now(), "a");
    Delivery delivery = customer.delivery(message);
    Attempt failed = customer.retried(delivery, 1);
    Attempt succeeded = customer.success(delivery, 2);
    topics.message(message, "{\"a\":1}");
    topics.report(failed, "no");
    topics.report(succeeded, "yes");
    topics.flush();
    log.get("/msg/" + message.id() + "/attempt/" + succeeded.id()).statusCode(200);
    String list = "/attempt/endpoint/" + customer.uid() + "-endpoint";

    // Then
    log.get(list).body("data.id", contains(succeeded.id().value(), failed.id().value()));
    log.get(list + "?status=2").body("data.id", contains(failed.id().value()));
    log.get(list + "?status=1").body("data", hasSize(0)).body("iterator", nullValue());
    log.get(list + "?status_code_class=200").body("data.id", contains(succeeded.id().value()));
    log.get(list + "?status_code_class=500").body("data.id", contains(failed.id().value()));
    log.get(list + "?channel=a&event_types=order.created").body("data", hasSize(2));
    log.get(list + "?channel=b").body("data", hasSize(0));
    log.get(list + "?before=" + succeeded.at()).body("data.id", contains(failed.id().value()));
    log.get(list + "?after=" + succeeded.at()).body("data.id", contains(succeeded.id().value()));
    String between = list + "?after=" + failed.at() + "&before=" + succeeded.at().plusMillis(1);
    log.get(between).body("data.id", contains(succeeded.id().value(), failed.id().value()));
    for (String moment : List.of("0000-01-01T00:00:00Z", "9999-12-31T23:59:59.999999999Z")) {
      boolean all = moment.startsWith("9");
      log.get(list + "?before=" + moment).body("data", hasSize(all ? 2 : 0));
      log.get(list + "?after=" + moment).body("data", hasSize(all ? 0 : 2));
    }
    log.get(list + "?with_content=false")
        .body("data.response", contains("", ""))
        .body("data.requestHeaders", contains(nullValue(), nullValue()))
        .body("data.responseHeaders", contains(nullValue(), nullValue()));
    log.get(list + "?with_msg=true&limit=1").body("data[0].msg.payload.a", equalTo(1));
  }
}
