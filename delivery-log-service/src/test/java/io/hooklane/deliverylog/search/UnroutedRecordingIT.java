package io.hooklane.deliverylog.search;

import static org.assertj.core.api.Assertions.assertThat;

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
 * What is recorded of times that were swept changes which messages no endpoint took. Each test has
 * a day of its own, and the next one, which is made with it: what another test sweeps is not among
 * them.
 */
@QuarkusTest
@WithTestResource(TestServers.class)
@TestSecurity(user = "key_test", roles = "application:read")
@JwtSecurity(claims = @Claim(key = "env", value = UnroutedRecordingIT.ENVIRONMENT))
class UnroutedRecordingIT {

  /** Of no other test. */
  static final String ENVIRONMENT = "env_0000000000000000000000000ur";

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

  @BeforeEach
  void configure() {
    topics = new TopicWriter(servers.bootstrapServers());
    client = new UnroutedClient(topics);
    table = new UnroutedTable(dataSource, customer.environment());
    topics.configure(customer.environment(), Map.of());
    topics.configure(customer);
  }

  @AfterEach
  void close() {
    topics.close();
  }

  @Test
  void aDeliveryOfWhatWasSweptTakesItsMessageOut() throws SQLException {
    // Given
    Instant noon = UnroutedTable.noonDaysAgo(7);
    Message resolvedLate = unrouted(customer, noon);
    Message stays = unrouted(customer, noon);
    client.awaitRecorded(noon);
    sweeping.sweep(noon.plusSeconds(1));
    assertThat(table.messages(noon)).containsAll(ids(resolvedLate, stays));

    // When
    topics.delivery(customer.delivery(resolvedLate));

    // Then
    assertThat(client.answer(noon, noon.plusSeconds(1), customer))
        .isEqualTo(new Answer(1, ids(stays)));
    assertThat(table.messages(noon)).containsExactlyElementsOf(ids(stays));
  }

  @Test
  void aMessageThatComesBehindTheSweepIsThereUntilItsDeliveryIs() throws SQLException {
    // Given
    Instant noon = UnroutedTable.noonDaysAgo(9);
    Message first = unrouted(customer, noon);
    client.awaitRecorded(noon);
    sweeping.sweep(noon.plusSeconds(1));

    // When
    Message late = unrouted(customer, noon);
    Message lateToo = unrouted(customer, noon.minusSeconds(1));

    // Then
    Instant since = noon.minusSeconds(2);
    assertThat(client.answer(since, noon.plusSeconds(1), customer).ids())
        .containsExactlyInAnyOrderElementsOf(ids(first, late, lateToo));
    topics.delivery(customer.delivery(lateToo));
    assertThat(client.answer(since, noon.plusSeconds(1), customer).ids())
        .containsExactlyInAnyOrderElementsOf(ids(first, late));
    assertThat(client.answer(since, noon.plusSeconds(1), customer).count()).isEqualTo(2);
  }

  /** The delivery bears the time of the second acceptance, which is not swept. */
  @Test
  void anEventThatIsAcceptedAgainIsRoutedByEitherAcceptance() throws SQLException {
    // Given
    Instant noon = UnroutedTable.noonDaysAgo(11);
    Message first = customer.messageOfEvent("repeated", noon);
    Message later = customer.messageOfEvent("repeated", noon.plusSeconds(60));
    Message atOnce = customer.messageOfEvent("at-once", noon.plusSeconds(2));
    Message atOnceLater = customer.messageOfEvent("at-once", noon.plusSeconds(61));
    topics.message(first, "{}");
    topics.message(atOnce, "{}");
    topics.message(atOnceLater, "{}");
    client.awaitRecorded(noon);
    sweeping.sweep(noon.plusSeconds(30));
    topics.message(later, "{}");
    assertThat(client.answer(noon, noon.plusSeconds(90), customer))
        .isEqualTo(new Answer(2, ids(atOnce, first)));

    // When
    topics.delivery(customer.delivery(later));
    topics.delivery(customer.delivery(atOnceLater));

    // Then
    assertThat(client.answer(noon, noon.plusSeconds(90), customer))
        .isEqualTo(new Answer(0, List.of()));
  }

  @Test
  void anEarlierAcceptanceThatComesLaterMovesAMessageBehindTheSweep() throws SQLException {
    // Given
    Instant noon = UnroutedTable.noonDaysAgo(13);
    Message later = customer.messageOfEvent("moved", noon.plusSeconds(60));
    topics.message(later, "{}");
    client.awaitRecorded(noon);
    sweeping.sweep(noon.plusSeconds(30));

    // When
    topics.message(customer.messageOfEvent("moved", noon), "{}");

    // Then
    assertThat(client.answer(noon, noon.plusSeconds(30), customer))
        .isEqualTo(new Answer(1, ids(later)));
    assertThat(client.answer(noon, noon.plusSeconds(90), customer))
        .isEqualTo(new Answer(1, ids(later)));
    sweeping.sweep(noon.plusSeconds(90));
    assertThat(client.answer(noon, noon.plusSeconds(90), customer))
        .isEqualTo(new Answer(1, ids(later)));
  }

  @Test
  void whatIsNotSureBecomesSoWhenItsDayIsSweptToItsEnd() throws SQLException {
    // Given
    Instant noon = UnroutedTable.noonDaysAgo(15);
    unrouted(customer, noon);
    client.awaitRecorded(noon);
    sweeping.sweep(noon.plus(Duration.ofDays(1)));
    Message late = unrouted(customer, noon.plusSeconds(1));
    Message routed = unrouted(customer, noon.plusSeconds(2));
    client.awaitRecorded(noon);
    assertThat(table.unsure(noon)).isEqualTo(2);
    topics.delivery(customer.delivery(routed));
    client.awaitRecorded(noon);

    // When
    sweeping.settle();

    // Then
    assertThat(table.unsure(noon)).isZero();
    assertThat(client.answer(noon.plusSeconds(1), noon.plusSeconds(3), customer))
        .isEqualTo(new Answer(1, ids(late)));
    topics.delivery(customer.delivery(late));
    assertThat(client.answer(noon.plusSeconds(1), noon.plusSeconds(3), customer).count()).isZero();
  }

  private Message unrouted(Customer owner, Instant acceptedAt) {
    Message message = owner.message("nobody.wants", acceptedAt);
    topics.message(message, "{}");
    return message;
  }

  private static List<String> ids(Message... messages) {
    return Arrays.stream(messages).map(message -> message.id().value()).toList();
  }
}
