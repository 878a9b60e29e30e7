package io.hooklane.deliverylog.search;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.hooklane.contracts.configuration.Configuration;
import io.hooklane.contracts.delivery.Delivery;
import io.hooklane.contracts.id.EnvironmentId;
import io.hooklane.contracts.id.MessageId;
import io.hooklane.contracts.message.Message;
import io.hooklane.deliverylog.Customer;
import io.hooklane.deliverylog.TopicWriter;
import io.hooklane.deliverylog.unrouted.Sweeping;
import io.hooklane.servers.TestServers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.quarkus.test.security.jwt.Claim;
import io.quarkus.test.security.jwt.JwtSecurity;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Messages that no endpoint took, swept or not. Each test has a day of its own, and the next one,
 * which is made with it: what another test sweeps is not among them.
 */
@QuarkusTest
@WithTestResource(TestServers.class)
@TestSecurity(user = "key_test", roles = "application:read")
@JwtSecurity(claims = @Claim(key = "env", value = UnroutedIT.ENVIRONMENT))
class UnroutedIT {

  static final String ENVIRONMENT = "env_0000000000000000000000000un";

  @SuppressWarnings("NullAway.Init") // given by the test resource
  private TestServers servers;

  @SuppressWarnings("NullAway.Init") // before each test
  private TopicWriter topics;

  @Inject DataSource dataSource;

  @Inject Sweeping sweeping;

  private final Customer customer = Customer.inEnvironment(new EnvironmentId(ENVIRONMENT));
  private final Customer another = Customer.inEnvironment(new EnvironmentId(ENVIRONMENT));

  @BeforeEach
  void configure() {
    topics = new TopicWriter(servers.bootstrapServers());
    topics.configure(
        new Configuration.Environment(
            customer.environment(),
            "unrouted",
            Configuration.EnvironmentKind.TEST,
            true,
            null,
            null,
            Map.of()));
    topics.configure(customer);
    topics.configure(another);
    topics.flush();
  }

  @AfterEach
  void close() {
    topics.close();
  }

  @Test
  void answersTheSameWhereItIsSweptAndWhereItIsNot() throws SQLException {
    // Given
    Instant noon = noonDaysAgo(2);
    routed(customer, noon);
    Message first = unrouted(customer, noon);
    Message second = unrouted(customer, noon.plusMillis(1));
    Message others = unrouted(another, noon.plusMillis(2));
    Message last = unrouted(customer, noon.plusSeconds(1));
    Answer before = answer(noon, noon.plusSeconds(2), null);

    // When
    sweeping.sweep(noon.plusSeconds(1));

    // Then
    assertThat(before.ids()).containsExactlyElementsOf(ids(last, others, second, first));
    assertThat(table(noon)).containsExactlyInAnyOrderElementsOf(ids(first, second, others));
    assertThat(answer(noon, noon.plusSeconds(2), null)).isEqualTo(before);
    assertThat(answer(noon, noon.plusSeconds(2), customer))
        .isEqualTo(new Answer(3, ids(last, second, first)));
    assertThat(answer(noon.plusMillis(1), noon.plusMillis(2), null))
        .isEqualTo(new Answer(1, ids(second)));
    assertThat(answer(noon.plusMillis(2), noon.plusSeconds(1), null))
        .isEqualTo(new Answer(1, ids(others)));
    assertThat(answer(noon.plusMillis(1), noon.plusMillis(1001), customer))
        .isEqualTo(new Answer(2, ids(last, second)));
  }

  @Test
  void aWindowOfSeveralDaysIsSweptInPart() throws SQLException {
    // Given
    Instant noon = noonDaysAgo(4);
    Message first = unrouted(customer, noon.minus(Duration.ofDays(1)));
    routed(customer, noon);
    Message second = unrouted(customer, noon);
    awaitRecorded(noon);

    // When
    sweeping.sweep(noon.minusSeconds(60));

    // Then
    assertThat(answer(noon.minus(Duration.ofDays(2)), noon.plusSeconds(1), customer))
        .isEqualTo(new Answer(2, ids(second, first)));
    assertThat(table(noon)).isEmpty();
    assertThat(table(noon.minus(Duration.ofDays(1)))).containsExactlyElementsOf(ids(first));
  }

  @Test
  void aDeliveryOfWhatWasSweptTakesItsMessageOut() throws SQLException {
    // Given
    Instant noon = noonDaysAgo(7);
    Message resolvedLate = unrouted(customer, noon);
    Message stays = unrouted(customer, noon);
    awaitRecorded(noon);
    sweeping.sweep(noon.plusSeconds(1));
    assertThat(table(noon)).containsAll(ids(resolvedLate, stays));

    // When
    topics.delivery(customer.delivery(resolvedLate));

    // Then
    assertThat(answer(noon, noon.plusSeconds(1), customer)).isEqualTo(new Answer(1, ids(stays)));
    assertThat(table(noon)).containsExactlyElementsOf(ids(stays));
  }

  @Test
  void aMessageThatComesBehindTheSweepIsThereUntilItsDeliveryIs() throws SQLException {
    // Given
    Instant noon = noonDaysAgo(9);
    Message first = unrouted(customer, noon);
    awaitRecorded(noon);
    sweeping.sweep(noon.plusSeconds(1));

    // When
    Message late = unrouted(customer, noon);
    Message lateToo = unrouted(customer, noon.minusSeconds(1));

    // Then
    Instant since = noon.minusSeconds(2);
    assertThat(answer(since, noon.plusSeconds(1), customer).ids())
        .containsExactlyInAnyOrderElementsOf(ids(first, late, lateToo));
    topics.delivery(customer.delivery(lateToo));
    assertThat(answer(since, noon.plusSeconds(1), customer).ids())
        .containsExactlyInAnyOrderElementsOf(ids(first, late));
    assertThat(answer(since, noon.plusSeconds(1), customer).count()).isEqualTo(2);
  }

  /** The delivery bears the time of the second acceptance, which is not swept. */
  @Test
  void anEventThatIsAcceptedAgainIsRoutedByEitherAcceptance() throws SQLException {
    // Given
    Instant noon = noonDaysAgo(11);
    Message first = ofEvent("repeated", noon);
    Message later = ofEvent("repeated", noon.plusSeconds(60));
    Message atOnce = ofEvent("at-once", noon.plusSeconds(2));
    Message atOnceLater = ofEvent("at-once", noon.plusSeconds(61));
    topics.message(first, "{}");
    topics.message(atOnce, "{}");
    topics.message(atOnceLater, "{}");
    awaitRecorded(noon);
    sweeping.sweep(noon.plusSeconds(30));
    topics.message(later, "{}");
    assertThat(answer(noon, noon.plusSeconds(90), customer))
        .isEqualTo(new Answer(2, ids(atOnce, first)));

    // When
    topics.delivery(customer.delivery(later));
    topics.delivery(customer.delivery(atOnceLater));

    // Then
    assertThat(answer(noon, noon.plusSeconds(90), customer)).isEqualTo(new Answer(0, List.of()));
  }

  @Test
  void anEarlierAcceptanceThatComesLaterMovesAMessageBehindTheSweep() throws SQLException {
    // Given
    Instant noon = noonDaysAgo(13);
    Message later = ofEvent("moved", noon.plusSeconds(60));
    topics.message(later, "{}");
    awaitRecorded(noon);
    sweeping.sweep(noon.plusSeconds(30));

    // When
    topics.message(ofEvent("moved", noon), "{}");

    // Then
    assertThat(answer(noon, noon.plusSeconds(30), customer)).isEqualTo(new Answer(1, ids(later)));
    assertThat(answer(noon, noon.plusSeconds(90), customer)).isEqualTo(new Answer(1, ids(later)));
    sweeping.sweep(noon.plusSeconds(90));
    assertThat(answer(noon, noon.plusSeconds(90), customer)).isEqualTo(new Answer(1, ids(later)));
  }

  @Test
  void whatIsNotSureBecomesSoWhenItsDayIsSweptToItsEnd() throws SQLException {
    // Given
    Instant noon = noonDaysAgo(15);
    unrouted(customer, noon);
    awaitRecorded(noon);
    sweeping.sweep(noon.plus(Duration.ofDays(1)));
    Message late = unrouted(customer, noon.plusSeconds(1));
    Message routed = unrouted(customer, noon.plusSeconds(2));
    awaitRecorded(noon);
    assertThat(unsure(noon)).isEqualTo(2);
    topics.delivery(customer.delivery(routed));
    awaitRecorded(noon);

    // When
    sweeping.settle();

    // Then
    assertThat(unsure(noon)).isZero();
    assertThat(answer(noon.plusSeconds(1), noon.plusSeconds(3), customer))
        .isEqualTo(new Answer(1, ids(late)));
    topics.delivery(customer.delivery(late));
    assertThat(answer(noon.plusSeconds(1), noon.plusSeconds(3), customer).count()).isZero();
  }

  @Test
  void daysOfAnEarlierReleaseAreSweptFromTheirBeginning() throws SQLException {
    // Given
    Instant noon = noonDaysAgo(17);
    routed(customer, noon);
    Message unrouted = unrouted(customer, noon);
    awaitRecorded(noon);
    execute("DROP TABLE " + partition("unrouted_messages", noon));
    assertThat(answer(noon, noon.plusSeconds(1), customer).ids()).isEqualTo(ids(unrouted));

    // When
    sweeping.sweep(noon.plusSeconds(1));

    // Then
    assertThat(table(noon)).containsExactlyElementsOf(ids(unrouted));
    assertThat(answer(noon, noon.plusSeconds(1), customer).ids()).isEqualTo(ids(unrouted));
  }

  @Test
  void aDayThatWasDroppedIsForgotten() throws SQLException {
    // Given
    Instant noon = noonDaysAgo(19);
    unrouted(customer, noon);
    awaitRecorded(noon);
    for (String table : List.of("attempts", "deliveries", "message_keys", "messages")) {
      execute("DROP TABLE " + partition(table, noon));
    }
    execute("DROP TABLE " + partition("unrouted_messages", noon));

    // When
    sweeping.sweep(noon.plusSeconds(1));

    // Then
    assertThat(number("unrouted_sweeps", noon)).isZero();
    assertThat(number("pg_class WHERE relname = '" + partitionName(noon) + "'")).isZero();
  }

  /** Whatever comes in whatever order, the answer is that of looking at each message. */
  @Test
  void isAlwaysTheSameAsLookingAtEachMessage() throws SQLException {
    long seed = System.nanoTime();
    SplittableRandom random = new SplittableRandom(seed);
    Instant noon = noonDaysAgo(21);
    List<Message> messages = new ArrayList<>();
    List<Customer> owners = List.of(customer, another);
    for (int step = 0; step < 25; step++) {
      for (int i = random.nextInt(12); i > 0; i--) {
        Customer owner = owners.get(random.nextInt(2));
        Instant at = noon.plusSeconds(random.nextInt(100));
        Message message =
            random.nextInt(3) == 0
                ? event(owner, "event " + random.nextInt(8), at)
                : owner.message("order.created", at);
        messages.add(message);
        topics.message(message, "{}");
      }
      for (int i = messages.isEmpty() ? 0 : random.nextInt(5); i > 0; i--) {
        Message message = messages.get(random.nextInt(messages.size()));
        topics.delivery(ownerOf(message).delivery(message));
      }
      if (random.nextInt(3) == 0 && !messages.isEmpty()) {
        topics.message(messages.get(random.nextInt(messages.size())), "{}");
      }
      boolean swept = random.nextBoolean();
      if (swept) {
        sweeping.sweep(noon.plusSeconds(step * 3L + random.nextInt(40)));
      }
      Instant since = noon.plusSeconds(random.nextInt(60));
      Instant until = since.plusSeconds(1 + random.nextInt(60));
      Customer scope = random.nextBoolean() ? customer : null;

      Answer answer = answer(since, until, scope);

      assertThat(answer).as("seed %d step %d", seed, step).isEqualTo(expected(since, until, scope));
    }
    sweeping.sweep(noon.plus(Duration.ofDays(1)));
    sweeping.settle();
    assertThat(answer(noon, noon.plusSeconds(120), null))
        .as("seed %d", seed)
        .isEqualTo(expected(noon, noon.plusSeconds(120), null));
    assertThat(unsure(noon)).isZero();
  }

  /** A sweep goes on over what is being recorded, messages and deliveries beside each other. */
  @Test
  void missesNothingOfWhatIsRecordedMeanwhile() throws Exception {
    // Given
    Instant noon = noonDaysAgo(23);
    SplittableRandom random = new SplittableRandom(16);
    AtomicBoolean over = new AtomicBoolean();
    ExecutorService thread = Executors.newSingleThreadExecutor();
    Future<Integer> sweeps =
        thread.submit(
            () -> {
              int number = 0;
              while (!over.get()) {
                sweeping.sweep(noon.plusMillis(100 * number++));
              }
              return number;
            });

    // When
    for (int i = 0; i < 6_000; i++) {
      Message message = customer.message("order.created", noon.plusMillis(i));
      boolean routed = random.nextInt(3) > 0;
      boolean ahead = random.nextBoolean();
      if (routed && ahead) {
        topics.delivery(customer.delivery(message));
      }
      topics.message(message, "{}");
      if (routed && !ahead) {
        topics.delivery(customer.delivery(message));
      }
      if (i % 200 == 0) {
        topics.flush();
        Thread.sleep(Duration.ofMillis(20));
      }
    }
    awaitRecorded(noon);

    // Then
    Answer meanwhile = answer(noon, noon.plusSeconds(10), null);
    over.set(true);
    assertThat(sweeps.get()).isGreaterThan(10);
    thread.shutdown();
    Answer expected = expected(noon, noon.plusSeconds(10), null);
    assertThat(meanwhile).isEqualTo(expected);
    sweeping.sweep(noon.plus(Duration.ofDays(1)));
    sweeping.settle();
    assertThat(answer(noon, noon.plusSeconds(10), null)).isEqualTo(expected);
    assertThat(number("unrouted_messages", noon)).isEqualTo(expected.count());
  }

  /** What is asked for of the answer. */
  private record Answer(long count, List<String> ids) {}

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

  private Message ofEvent(String event, Instant acceptedAt) {
    return event(customer, event, acceptedAt);
  }

  private static Message event(Customer owner, String event, Instant acceptedAt) {
    return new Message(
        MessageId.ofEvent(owner.id(), event),
        owner.environment(),
        owner.id(),
        "order.created",
        event,
        List.of(),
        List.of(),
        acceptedAt,
        null,
        Message.JSON,
        null,
        false);
  }

  private Customer ownerOf(Message message) {
    return message.application().equals(customer.id()) ? customer : another;
  }

  private static List<String> ids(Message... messages) {
    return Arrays.stream(messages).map(message -> message.id().value()).toList();
  }

  private void awaitRecorded(Instant noon) {
    answer(noon, noon.plusSeconds(1), null);
  }

  private Answer answer(Instant since, Instant until, @Nullable Customer of) {
    topics.flush();
    var answer =
        given()
            .queryParam("since", since.toString())
            .queryParam("until", until.toString())
            .queryParam("limit", "250")
            .queryParams(of == null ? Map.of() : Map.of("app_id", of.uid()))
            .get("/api/v1/undelivered")
            .then()
            .statusCode(200)
            .extract()
            .jsonPath();
    return new Answer(
        answer.getLong("withoutEndpoint.count"),
        answer.getList("withoutEndpoint.messages.id", String.class));
  }

  private Answer expected(Instant since, Instant until, @Nullable Customer of) throws SQLException {
    List<String> ids =
        texts(
            """
            SELECT m.id FROM messages m
            WHERE m.environment_id = '%s' AND m.accepted_at >= '%s' AND m.accepted_at < '%s' %s
                AND NOT EXISTS (SELECT FROM deliveries d
                    WHERE d.environment_id = m.environment_id AND d.day = m.day
                        AND d.message_id = m.id)
            ORDER BY m.accepted_at DESC, m.id DESC
            """
                .formatted(
                    ENVIRONMENT,
                    since,
                    until,
                    of == null ? "" : "AND m.application_id = '" + of.id().value() + "'"));
    return new Answer(ids.size(), ids.subList(0, Math.min(250, ids.size())));
  }

  /** The messages of its day that the table has. */
  private List<String> table(Instant noon) throws SQLException {
    return texts(
        "SELECT message_id FROM unrouted_messages WHERE environment_id = '%s' AND day = '%s'"
            .formatted(ENVIRONMENT, day(noon)));
  }

  private long unsure(Instant noon) throws SQLException {
    return number(
        "unrouted_messages WHERE unsure AND environment_id = '%s' AND day = '%s'"
            .formatted(ENVIRONMENT, day(noon)));
  }

  private long number(String table, Instant noon) throws SQLException {
    return number(
        "%s WHERE environment_id = '%s' AND day = '%s'".formatted(table, ENVIRONMENT, day(noon)));
  }

  private long number(String from) throws SQLException {
    return Long.parseLong(texts("SELECT count(*) FROM " + from).getFirst());
  }

  private List<String> texts(String sql) throws SQLException {
    List<String> texts = new ArrayList<>();
    try (Connection connection = dataSource.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql);
        ResultSet found = statement.executeQuery()) {
      while (found.next()) {
        texts.add(found.getString(1));
      }
    }
    return texts;
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String partition(String table, Instant noon) {
    return '"'
        + table
        + '_'
        + ENVIRONMENT.substring("env_".length())
        + '_'
        + day(noon).format(DateTimeFormatter.BASIC_ISO_DATE)
        + '"';
  }

  private static String partitionName(Instant noon) {
    return partition("unrouted_messages", noon).replace("\"", "");
  }

  private static LocalDate day(Instant noon) {
    return noon.atOffset(ZoneOffset.UTC).toLocalDate();
  }

  private static Instant noonDaysAgo(int days) {
    return LocalDate.now(ZoneOffset.UTC)
        .minusDays(days)
        .atStartOfDay(ZoneOffset.UTC)
        .plusHours(12)
        .toInstant();
  }
}
