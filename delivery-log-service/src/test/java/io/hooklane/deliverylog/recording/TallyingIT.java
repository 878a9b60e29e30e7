package io.hooklane.deliverylog.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.hooklane.contracts.delivery.Delivery;
import io.hooklane.contracts.delivery.DeliveryReport;
import io.hooklane.contracts.delivery.DeliveryReport.Attempt;
import io.hooklane.contracts.message.Message;
import io.hooklane.deliverylog.Customer;
import io.hooklane.deliverylog.tally.Folding;
import io.hooklane.servers.TestServers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is counted as it is recorded equals what counting all that is recorded gives. */
@QuarkusTest
@WithTestResource(TestServers.class)
class TallyingIT {

  private static final Instant BEGIN = Instant.parse("2031-06-30T20:30:00Z");
  private static final int DELIVERIES = 60;

  private static final String COUNTED =
      """
      SELECT event_type, begins::text, sum(pending)::text, sum(success)::text, sum(failed)::text,
          sum(canceled)::text, sum(retried)::text, sum(attempts)::text, sum(failed_attempts)::text
      FROM (
          SELECT event_type, date_trunc('hour', accepted_at) AS begins, (state IN (0, 2))::int AS pending,
              (state = 5)::int AS success, (state IN (1, 4))::int AS failed,
              (state = 3)::int AS canceled, (state = 5 AND attempts > 1)::int AS retried,
              0 AS attempts, 0 AS failed_attempts
          FROM deliveries WHERE endpoint_id = ?1
          UNION ALL
          SELECT event_type, date_trunc('hour', began_at), 0, 0, 0, 0, 0, 1,
              (failure IS NOT NULL)::int
          FROM attempts WHERE endpoint_id = ?1) AS x
      GROUP BY 1, 2 ORDER BY 1, 2
      """;

  private static final String ROLLED_UP =
      """
      SELECT event_type, begins::text, pending::text, success::text, failed::text, canceled::text,
          retried::text, attempts::text, failed_attempts::text
      FROM rollups WHERE endpoint_id = ?1 AND span = 0 ORDER BY 1, begins
      """;

  private static final String COUNTED_HEALTH =
      """
      WITH a AS (SELECT * FROM attempts WHERE endpoint_id = ?1),
          s AS (SELECT max(began_at) AS at FROM a WHERE failure IS NULL),
          f AS (SELECT began_at FROM a WHERE failure IS NOT NULL AND NOT manual)
      SELECT s.at::text, (SELECT max(began_at) FROM f)::text, count(f.began_at)::text,
          min(f.began_at)::text
      FROM s LEFT JOIN f ON s.at IS NULL OR f.began_at > s.at GROUP BY s.at
      """;

  private static final String HEALTH =
      """
      SELECT last_success_at::text, last_failure_at::text, failures::text, failing_since::text
      FROM endpoint_health WHERE endpoint_id = ?1
      """;

  @Inject DataSource dataSource;
  @Inject AttemptEvents events;
  @Inject Folding folding;

  private final Customer customer = Customer.aCustomer();

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void countsEachThingOnceHoweverItComes(long seed) throws SQLException {
    // Given
    Random random = new Random(seed);
    List<Consumer<Batch>> records = records(random);
    List<Consumer<Batch>> repeated = new ArrayList<>(records);
    repeated.addAll(records.subList(0, records.size() / 2));
    Collections.shuffle(repeated, random);

    // When
    RecordRepository repository = new RecordRepository(dataSource, events, Clock.systemUTC());
    Batch batch = new Batch();
    for (Consumer<Batch> record : repeated) {
      record.accept(batch);
      switch (random.nextInt(20)) {
        case 0 -> {
          repository.write(batch, Map.of());
          batch = new Batch();
        }
        case 1 -> {
          // It died after this one and before its offsets were committed: all comes again.
          repository.write(batch, Map.of());
          repository = new RecordRepository(dataSource, events, Clock.systemUTC());
        }
        case 2 -> dieBeforeCommitting(repository, batch);
        case 3 -> folding.upToDate();
        default -> {}
      }
    }
    repository.write(batch, Map.of());
    folding.upToDate();

    // Then
    assertThat(rows(ROLLED_UP)).isEqualTo(rows(COUNTED)).isNotEmpty();
    assertThat(rows(HEALTH)).isEqualTo(rows(COUNTED_HEALTH)).hasSize(1);
  }

  /** Everything that is told of some deliveries, some of which are resent by hand. */
  private List<Consumer<Batch>> records(Random random) {
    List<Consumer<Batch>> records = new ArrayList<>();
    for (int i = 0; i < DELIVERIES; i++) {
      Message message =
          customer.message("type." + i % 3, BEGIN.plusSeconds(random.nextInt(3 * 3_600)));
      Delivery delivery = customer.delivery(message);
      records.add(batch -> batch.begin(RecordedDelivery.of(delivery)));
      int failed = random.nextInt(4);
      for (int number = 1; number <= failed; number++) {
        records.add(attempted(customer.retried(delivery, 1 + number * random.nextInt(5_000))));
      }
      int last = 30_000 + random.nextInt(5_000);
      switch (random.nextInt(6)) {
        case 0 -> records.add(attempted(customer.unreachable(delivery, last)));
        case 1 -> {
          DeliveryReport canceled = customer.canceled(delivery);
          records.add(batch -> batch.add(RecordedDelivery.of(canceled)));
        }
        case 2 -> records.add(attempted(customer.failedByHand(delivery, last)));
        case 3 -> records.add(attempted(customer.success(delivery, random.nextInt(2_000) + 1)));
        default -> {}
      }
    }
    return records;
  }

  private static Consumer<Batch> attempted(Attempt attempt) {
    return batch -> {
      batch.add(RecordedDelivery.of(attempt));
      batch.add(new RecordedAttempt(attempt, new byte[0]));
    };
  }

  /** The last statement of the transaction fails. */
  private static void dieBeforeCommitting(RecordRepository repository, Batch batch) {
    Map<TopicPartition, Long> noOffset = new HashMap<>();
    noOffset.put(new TopicPartition("t", 0), null);
    assertThatExceptionOfType(SQLException.class)
        .isThrownBy(() -> repository.write(batch, noOffset));
  }

  private List<List<String>> rows(String sql) throws SQLException {
    List<List<String>> rows = new ArrayList<>();
    try (Connection connection = dataSource.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql.replace("?1", "?"))) {
      for (int i = 1; i <= statement.getParameterMetaData().getParameterCount(); i++) {
        statement.setString(i, customer.endpoint().value());
      }
      try (ResultSet answer = statement.executeQuery()) {
        while (answer.next()) {
          List<String> row = new ArrayList<>();
          for (int i = 1; i <= answer.getMetaData().getColumnCount(); i++) {
            row.add(String.valueOf(answer.getString(i)));
          }
          rows.add(row);
        }
      }
    }
    return rows;
  }
}
