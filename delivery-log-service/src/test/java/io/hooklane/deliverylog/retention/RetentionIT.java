package io.hooklane.deliverylog.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hooklane.contracts.configuration.Configuration;
import io.hooklane.contracts.delivery.Delivery;
import io.hooklane.contracts.id.EnvironmentId;
import io.hooklane.contracts.message.Message;
import io.hooklane.deliverylog.Customer;
import io.hooklane.deliverylog.TopicWriter;
import io.hooklane.servers.TestServers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(TestServers.class)
class RetentionIT {

  private static final Duration LONG = Duration.ofDays(400);
  private static final SplittableRandom RANDOM = new SplittableRandom();

  @SuppressWarnings("NullAway.Init") // given by the test resource
  private TestServers servers;

  @SuppressWarnings("NullAway.Init") // before each test
  private TopicWriter topics;

  @Inject DataSource dataSource;
  @Inject Retention retention;
  @Inject RetentionPeriods periods;

  private final Instant now = Instant.now();
  private final Customer short7 = customer();
  private final Customer keptLong = customer();

  @BeforeEach
  void open() {
    topics = new TopicWriter(servers.bootstrapServers());
  }

  @AfterEach
  void close() {
    topics.close();
  }

  @Test
  void eachEnvironmentKeepsWhatItRecordedForItsOwnTime() throws SQLException {
    // Given
    for (Customer customer : List.of(short7, keptLong)) {
      keeps(customer, LONG);
      recorded(customer, 20);
      recorded(customer, 5);
    }
    keeps(short7, Duration.ofDays(7));

    // When
    retention.dropWhatIsOver(now);

    // Then
    assertThat(days(short7, "messages")).containsExactly(daysAgo(5));
    assertThat(days(short7, "deliveries")).containsExactly(daysAgo(5));
    assertThat(days(short7, "attempts")).containsExactly(daysAgo(5));
    assertThat(days(keptLong, "attempts")).containsExactly(daysAgo(20), daysAgo(5));
    assertThat(partitions(short7)).noneMatch(name -> name.endsWith(basic(20)));
  }

  @Test
  void whatComesAfterItsTimeMakesNoPartition() throws SQLException {
    // Given
    keeps(short7, LONG);
    recorded(short7, 20);
    keeps(short7, Duration.ofDays(7));
    retention.dropWhatIsOver(now);

    // When
    publish(short7, 20);
    recorded(short7, 1);

    // Then
    assertThat(partitions(short7)).noneMatch(name -> name.endsWith(basic(20)));
    assertThat(days(short7, "attempts")).containsExactly(daysAgo(1));
  }

  @Test
  void goesOnRecordingOnADayThatWasDroppedMeanwhile() throws SQLException {
    // Given
    keeps(short7, LONG);
    recorded(short7, 20);
    keeps(short7, Duration.ofDays(7));
    retention.dropWhatIsOver(now);

    // When
    keeps(short7, LONG);
    recorded(short7, 20);

    // Then
    assertThat(days(short7, "attempts")).containsExactly(daysAgo(20));
  }

  @Test
  void whoReadsIsNotDisturbedAndWhatHeHoldsIsDroppedLater() throws SQLException {
    // Given
    keeps(short7, LONG);
    recorded(short7, 20);
    keeps(short7, Duration.ofDays(7));
    try (Connection reader = dataSource.getConnection();
        Statement statement = reader.createStatement()) {
      reader.setAutoCommit(false);
      statement.executeQuery("SELECT count(*) FROM attempts").close();

      // When
      retention.dropWhatIsOver(now);
      assertThat(partitions(short7)).anyMatch(name -> name.startsWith("attempts_"));
      reader.rollback();
    }
    retention.dropWhatIsOver(now);

    // Then
    assertThat(partitions(short7)).noneMatch(name -> name.endsWith(basic(20)));
  }

  @Test
  void oneReplicaDropsAtATime() throws SQLException {
    // Given
    keeps(short7, LONG);
    recorded(short7, 20);
    keeps(short7, Duration.ofDays(7));
    try (Connection other = dataSource.getConnection()) {
      PartitionDropping otherReplica = new PartitionDropping(other);
      assertThat(otherReplica.acquire(Duration.ofSeconds(1))).isTrue();

      // When
      int dropped = retention.dropWhatIsOver(now);

      // Then
      otherReplica.release();
      assertThat(dropped).isZero();
    }
    assertThat(retention.dropWhatIsOver(now)).isPositive();
  }

  @Test
  void whatAnEnvironmentThatIsGoneLeftIsDroppedAfterTheUsualTime() {
    LocalDate day = LocalDate.ofInstant(now, ZoneOffset.UTC);

    assertThat(periods.isOver(short7.environment(), day.minusDays(32), now)).isTrue();
    assertThat(periods.isOver(short7.environment(), day.minusDays(30), now)).isFalse();
  }

  private void keeps(Customer customer, Duration period) {
    topics.configure(
        new Configuration.Environment(
            customer.environment(),
            "e" + customer.uid(),
            Configuration.EnvironmentKind.TEST,
            true,
            null,
            period,
            Map.of()));
    topics.flush();
    LocalDate day = LocalDate.ofInstant(now, ZoneOffset.UTC);
    await()
        .until(
            () ->
                periods.isOver(customer.environment(), day.minusDays(40), now)
                    != period.equals(LONG));
  }

  private void publish(Customer customer, int daysAgo) {
    Message message = customer.message("order.created", now.minus(Duration.ofDays(daysAgo)));
    Delivery delivery = customer.delivery(message);
    topics.message(message, "{}");
    topics.delivery(delivery);
    topics.report(customer.success(delivery, 1), "fine");
    topics.flush();
  }

  /** Publishes, and waits until it is recorded. */
  private void recorded(Customer customer, int daysAgo) {
    publish(customer, daysAgo);
    for (String table : List.of("messages", "deliveries", "attempts")) {
      await().until(() -> days(customer, table).contains(daysAgo(daysAgo)));
    }
  }

  private LocalDate daysAgo(int days) {
    return LocalDate.ofInstant(now, ZoneOffset.UTC).minusDays(days);
  }

  private String basic(int daysAgo) {
    return daysAgo(daysAgo).toString().replace("-", "");
  }

  private List<LocalDate> days(Customer customer, String table) throws SQLException {
    return ask(
            "SELECT DISTINCT day::text FROM "
                + table
                + " WHERE environment_id = '"
                + customer.environment()
                + "' ORDER BY 1")
        .stream()
        .map(LocalDate::parse)
        .toList();
  }

  private List<String> partitions(Customer customer) throws SQLException {
    String suffix = customer.environment().value().substring(EnvironmentId.PREFIX.length());
    return ask(
        "SELECT relname FROM pg_class WHERE relkind = 'r' AND relname LIKE '%" + suffix + "%'");
  }

  private List<String> ask(String sql) throws SQLException {
    List<String> found = new ArrayList<>();
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        @Nullable String value = rows.getString(1);
        found.add(String.valueOf(value));
      }
    }
    return found;
  }

  private static Customer customer() {
    return Customer.inEnvironment(EnvironmentId.random(Instant.now(), RANDOM));
  }
}
