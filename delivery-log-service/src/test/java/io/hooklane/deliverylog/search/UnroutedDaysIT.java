package io.hooklane.deliverylog.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.hooklane.contracts.delivery.Delivery;
import io.hooklane.contracts.id.EnvironmentId;
import io.hooklane.contracts.message.Message;
import io.hooklane.deliverylog.Customer;
import io.hooklane.deliverylog.TopicWriter;
import io.hooklane.deliverylog.search.UnroutedClient.Answer;
import io.hooklane.deliverylog.unrouted.Sweeping;
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
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Messages that no endpoint took, of days that are swept or not, or were made by an earlier
 * release, or dropped. Each test has a day of its own, and the next one, which is made with it:
 * what another test sweeps is not among them.
 */
@QuarkusTest
@WithTestResource(TestServers.class)
@TestSecurity(user = "key_test", roles = "application:read")
@JwtSecurity(claims = @Claim(key = "env", value = UnroutedDaysIT.ENVIRONMENT))
class UnroutedDaysIT {

  /** Of no other test. */
  static final String ENVIRONMENT = "env_0000000000000000000000000ud";

  @SuppressWarnings("NullAway.Init") // given by the test resource
  private TestServers servers;

  @SuppressWarnings("NullAway.Init") // before each test
  private TopicWriter topics;

  @SuppressWarnings("NullAway.Init") // before each test
  private UnroutedClient client;

  @SuppressWarnings("NullAway.Init") // before each test
  private UnroutedTable table;

  @Inject DataSource dataSource;

  @Inject Sweeping sweeping;

  private final Customer customer = Customer.inEnvironment(new EnvironmentId(ENVIRONMENT));
  private final Customer another = Customer.inEnvironment(new EnvironmentId(ENVIRONMENT));

  @BeforeEach
  void configure() {
    topics = new TopicWriter(servers.bootstrapServers());
    client = new UnroutedClient(topics);
    table = new UnroutedTable(dataSource, customer.environment());
    topics.configure(customer.environment(), Map.of());
    topics.configure(customer);
    topics.configure(another);
  }

  @AfterEach
  void close() {
    topics.close();
  }

  @Test
  void answersTheSameWhereItIsSweptAndWhereItIsNot() throws SQLException {
    // Given
    Instant noon = UnroutedTable.noonDaysAgo(2);
    routed(customer, noon);
    Message first = unrouted(customer, noon);
    Message second = unrouted(customer, noon.plusMillis(1));
    Message others = unrouted(another, noon.plusMillis(2));
    Message last = unrouted(customer, noon.plusSeconds(1));
    Answer before = client.answer(noon, noon.plusSeconds(2), null);

    // When
    sweeping.sweep(noon.plusSeconds(1));

    // Then
    assertThat(before.ids()).containsExactlyElementsOf(ids(last, others, second, first));
    assertThat(table.messages(noon))
        .containsExactlyInAnyOrderElementsOf(ids(first, second, others));
    assertThat(client.answer(noon, noon.plusSeconds(2), null)).isEqualTo(before);
    assertThat(client.answer(noon, noon.plusSeconds(2), customer))
        .isEqualTo(new Answer(3, ids(last, second, first)));
    assertThat(client.answer(noon.plusMillis(1), noon.plusMillis(2), null))
        .isEqualTo(new Answer(1, ids(second)));
    assertThat(client.answer(noon.plusMillis(2), noon.plusSeconds(1), null))
        .isEqualTo(new Answer(1, ids(others)));
    assertThat(client.answer(noon.plusMillis(1), noon.plusMillis(1001), customer))
        .isEqualTo(new Answer(2, ids(last, second)));
  }

  @Test
  void aWindowOfSeveralDaysIsSweptInPart() throws SQLException {
    // Given
    Instant noon = UnroutedTable.noonDaysAgo(4);
    Message first = unrouted(customer, noon.minus(Duration.ofDays(1)));
    routed(customer, noon);
    Message second = unrouted(customer, noon);
    client.awaitRecorded(noon);

    // When
    sweeping.sweep(noon.minusSeconds(60));

    // Then
    assertThat(client.answer(noon.minus(Duration.ofDays(2)), noon.plusSeconds(1), customer))
        .isEqualTo(new Answer(2, ids(second, first)));
    assertThat(table.messages(noon)).isEmpty();
    assertThat(table.messages(noon.minus(Duration.ofDays(1))))
        .containsExactlyElementsOf(ids(first));
  }

  @Test
  void daysOfAnEarlierReleaseAreSweptFromTheirBeginning() throws SQLException {
    // Given
    Instant noon = UnroutedTable.noonDaysAgo(17);
    routed(customer, noon);
    Message unrouted = unrouted(customer, noon);
    client.awaitRecorded(noon);
    table.drop("unrouted_messages", noon);
    assertThat(client.answer(noon, noon.plusSeconds(1), customer).ids()).isEqualTo(ids(unrouted));

    // When
    sweeping.sweep(noon.plusSeconds(1));

    // Then
    assertThat(table.messages(noon)).containsExactlyElementsOf(ids(unrouted));
    assertThat(client.answer(noon, noon.plusSeconds(1), customer).ids()).isEqualTo(ids(unrouted));
  }

  @Test
  void aDayThatWasDroppedIsForgotten() throws SQLException {
    // Given
    Instant noon = UnroutedTable.noonDaysAgo(19);
    unrouted(customer, noon);
    client.awaitRecorded(noon);
    for (String name : List.of("attempts", "deliveries", "message_keys", "messages")) {
      table.drop(name, noon);
    }
    table.drop("unrouted_messages", noon);

    // When
    sweeping.sweep(noon.plusSeconds(1));

    // Then
    assertThat(table.number("unrouted_sweeps", noon)).isZero();
    assertThat(table.partitions("unrouted_messages", noon)).isZero();
  }

  private Message unrouted(Customer owner, Instant acceptedAt) {
    Message message = owner.message("nobody.wants", acceptedAt);
    topics.message(message, "{}");
    return message;
  }

  private void routed(Customer owner, Instant acceptedAt) {
    Message message = owner.message("order.created", acceptedAt);
    Delivery delivery = owner.delivery(message);
    topics.message(message, "{}");
    topics.delivery(delivery);
    topics.report(owner.success(delivery, 1), "");
  }

  private static List<String> ids(Message... messages) {
    return Arrays.stream(messages).map(message -> message.id().value()).toList();
  }
}
