package io.hooklane.deliverylog.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.hooklane.contracts.delivery.Delivery;
import io.hooklane.contracts.delivery.DeliveryReport.Attempt;
import io.hooklane.contracts.delivery.DeliveryState;
import io.hooklane.contracts.delivery.Failure;
import io.hooklane.contracts.delivery.Timings;
import io.hooklane.contracts.message.Message;
import io.hooklane.deliverylog.Customer;
import io.hooklane.deliverylog.payload.StoredPayload;
import io.hooklane.deliverylog.searchkey.SearchKey;
import io.hooklane.servers.TestServers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.sql.DataSource;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(TestServers.class)
class RecordRepositoryIT {

  /** A day of its own: nothing else writes there. */
  private static final Instant NOW = Instant.parse("2031-12-31T23:59:59.999Z");

  private static final String PLAIN = "order.created";
  private static final List<String> TABLES =
      List.of("messages", "message_keys", "deliveries", "attempts");

  private static final String STRANGE = "\0 größe \uD83D\uDE00 ' \\ \t\n";

  @SuppressWarnings("NullAway.Init") // given by the test resource
  private TestServers servers;

  @Inject DataSource dataSource;

  @Inject AttemptEvents events;

  private final Customer customer = Customer.aCustomer();

  @BeforeEach
  void clear() throws SQLException {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      for (String table : TABLES) {
        statement.execute("DELETE FROM " + table + " WHERE day = '2031-12-31'");
      }
    }
  }

  @Test
  void copiesTheSameRowsAsItMerges() throws SQLException {
    // Given
    Batch batch = strangeBatch();
    RecordRepository repository = new RecordRepository(dataSource, events, Clock.systemUTC());
    repository.write(batch, Map.of());
    List<List<Object>> copied = rows();
    clear();

    // When
    mergesFromNowOn(repository);
    repository.write(batch, Map.of());

    // Then
    assertThat(rows()).isEqualTo(copied);
    assertThat(copied).hasSize(2 + 4 + 2 + 3);
  }

  @Test
  void mergesABatchThatIsThereInPart() throws SQLException {
    // Given
    Message message = customer.message(PLAIN, NOW);
    Delivery delivery = customer.delivery(message);
    RecordRepository repository = new RecordRepository(dataSource, events, Clock.systemUTC());
    Batch before = new Batch();
    before.begin(RecordedDelivery.of(delivery));
    repository.write(before, Map.of());
    Batch again = new Batch();
    again.add(new RecordedMessage(message, bytes("{}")));
    again.begin(RecordedDelivery.of(delivery));
    again.add(RecordedDelivery.of(customer.success(delivery, 1)));

    // When
    repository.write(again, Map.of());

    // Then
    assertThat(states()).containsExactly(RecordedState.SUCCESS);
    assertThat(rows()).hasSize(2);
  }

  @Test
  void takesADeliveryAfterItsReport() throws SQLException {
    // Given
    Message message = customer.message(PLAIN, NOW);
    Delivery delivery = customer.delivery(message);
    RecordRepository repository = new RecordRepository(dataSource, events, Clock.systemUTC());
    Batch report = new Batch();
    report.add(RecordedDelivery.of(customer.success(delivery, 1)));
    repository.write(report, Map.of());
    Batch late = new Batch();
    late.begin(RecordedDelivery.of(delivery));

    // When
    repository.write(late, Map.of());

    // Then
    assertThat(states()).containsExactly(RecordedState.SUCCESS);
  }

  /** No transaction of the recording waits for the disk; here the disk is behind for seconds. */
  @Test
  void noticesWhatTheDatabaseLostInACrash() throws Exception {
    // Given
    configureDatabase("SET wal_writer_delay = '10s'");
    RecordRepository repository = new RecordRepository(dataSource, events, Clock.systemUTC());
    TopicPartition partition = new TopicPartition("lost-" + System.nanoTime(), 0);
    repository.write(new Batch(), Map.of(partition, 3L));
    repository.makeSafe();
    // What else goes on in the service would bring the disk up to date, and who writes it at times.
    configureDatabase("SET synchronous_commit = off");
    String walWriter = walWriter();
    signal("STOP", walWriter);
    repository.write(new Batch(), Map.of(partition, 17L));

    // When
    servers.postgres().kill();
    signal("KILL", walWriter);
    servers.postgres().start();

    // Then
    configureDatabase("RESET ALL");
    assertThatThrownBy(repository::makeSafe)
        .isInstanceOf(LostRowsException.class)
        .hasMessageContaining("before 3, not before 17");
    assertThatThrownBy(() -> repository.write(new Batch(), Map.of(partition, 20L)))
        .isInstanceOf(LostRowsException.class);
    repository.beginAnew();
    repository.write(new Batch(), Map.of(partition, 17L));
    repository.makeSafe();
  }

  /** Their commits were answered, and then the database crashed, before it had the positions. */
  @Test
  void noticesRowsThatWereLostBeforeTheirPositionsWereWritten() throws Exception {
    // Given
    RecordRepository repository = new RecordRepository(dataSource, events, Clock.systemUTC());
    repository.write(strangeBatch(), Map.of());
    clear();
    TopicPartition partition = new TopicPartition("lost-" + System.nanoTime(), 0);
    Batch batch = batchOfOne();

    // When
    RecordRepository.Begun begun = beginAndLose(repository, batch);

    // Then
    assertThatThrownBy(() -> repository.finish(begun, Map.of(partition, 17L)))
        .isInstanceOf(LostRowsException.class);
    repository.beginAnew();
    repository.write(batch, Map.of(partition, 17L));
    assertThat(states()).containsExactly(RecordedState.PENDING);
  }

  /** As when the batch before it is written again. */
  @Test
  void noticesLostRowsThoughTheirWriterGoesOn() throws Exception {
    // Given
    RecordRepository repository = new RecordRepository(dataSource, events, Clock.systemUTC());
    repository.write(strangeBatch(), Map.of());
    clear();

    // When
    beginAndLose(repository, batchOfOne());

    // Then
    await()
        .untilAsserted(
            () ->
                assertThatThrownBy(() -> repository.begin(batchOfOne()).await())
                    .hasCauseInstanceOf(LostRowsException.class));
  }

  private Batch batchOfOne() {
    Batch batch = new Batch();
    batch.begin(RecordedDelivery.of(customer.delivery(customer.message(PLAIN, NOW))));
    return batch;
  }

  private RecordRepository.Begun beginAndLose(RecordRepository repository, Batch batch)
      throws Exception {
    configureDatabase("SET synchronous_commit = off");
    String walWriter = walWriter();
    signal("STOP", walWriter);
    RecordRepository.Begun begun = repository.begin(batch);
    begun.await();
    servers.postgres().kill();
    signal("KILL", walWriter);
    servers.postgres().start();
    configureDatabase("RESET ALL");
    return begun;
  }

  /** Rows that move no position would be missed by nobody: they wait for the disk. */
  @Test
  void keepsInACrashWhatMovesNoPosition() throws SQLException {
    // Given
    RecordRepository repository = new RecordRepository(dataSource, events, Clock.systemUTC());
    repository.write(strangeBatch(), Map.of());
    clear();
    configureDatabase("SET wal_writer_delay = '10s'");
    Batch batch = new Batch();
    batch.begin(RecordedDelivery.of(customer.delivery(customer.message(PLAIN, NOW))));
    repository.write(batch, Map.of());

    // When
    servers.postgres().kill();
    servers.postgres().start();

    // Then
    configureDatabase("RESET wal_writer_delay");
    assertThat(states()).containsExactly(RecordedState.PENDING);
  }

  private String walWriter() throws SQLException {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT pid FROM pg_stat_activity WHERE backend_type = 'walwriter'")) {
      row.next();
      return row.getString(1);
    }
  }

  private static void signal(String name, String process) throws Exception {
    new ProcessBuilder("kill", "-" + name, process).start().waitFor();
  }

  private void configureDatabase(String change) {
    await()
        .ignoreExceptions()
        .until(
            () -> {
              try (Connection connection = dataSource.getConnection();
                  Statement statement = connection.createStatement()) {
                statement.execute("ALTER SYSTEM " + change);
                return statement.execute("SELECT pg_reload_conf()");
              }
            });
  }

  @Test
  void whatAMessageIsFoundByIsThatOfItsFirstAcceptance() throws SQLException {
    Message later = customer.message(PLAIN, NOW);
    Message earlier = accepted(later, NOW.minusMillis(1));
    RecordRepository repository = new RecordRepository(dataSource, events, Clock.systemUTC());
    for (Message message : List.of(later, earlier, later)) {
      Batch batch = new Batch();
      String value = message == later ? "later" : "earlier";
      batch.add(new RecordedMessage(message, bytes("{}"), List.of(new SearchKey("name", value))));
      repository.write(batch, Map.of());
    }

    assertThat(rows()).hasSize(2);
    assertThat(rows().getLast().toString()).contains("message_keys", "earlier");
  }

  @Test
  void itsPayloadIsThatOfItsFirstAcceptance() throws SQLException {
    Message message = customer.message(PLAIN, NOW);
    RecordRepository repository = new RecordRepository(dataSource, events, Clock.systemUTC());
    Instant acceptedAt = NOW;
    for (String payload : List.of("later ".repeat(99), "shorter", "earliest ".repeat(99))) {
      acceptedAt = acceptedAt.minusMillis(1);
      Batch batch = new Batch();
      batch.add(new RecordedMessage(accepted(message, acceptedAt), bytes(payload)));
      repository.write(batch, Map.of());
      assertThat(payload()).isEqualTo(payload);
    }
  }

  /** The same message, accepted at another time. */
  private static Message accepted(Message message, Instant at) {
    return new Message(
        message.id(),
        message.environment(),
        message.application(),
        PLAIN,
        null,
        List.of(),
        List.of(),
        at,
        null,
        Message.JSON,
        null,
        false);
  }

  /** Of the only message. */
  private String payload() throws SQLException {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement();
        ResultSet found =
            statement.executeQuery(
                "SELECT " + StoredPayload.COLUMNS + " FROM messages m WHERE day = '2031-12-31'")) {
      assertThat(found.next()).isTrue();
      return new String(Objects.requireNonNull(StoredPayload.read(found)), StandardCharsets.UTF_8);
    }
  }

  private Batch strangeBatch() {
    Batch batch = new Batch();
    Message plain = customer.message(PLAIN, NOW);
    Message strange =
        new Message(
            customer.message(PLAIN, NOW).id(),
            plain.environment(),
            plain.application(),
            STRANGE,
            STRANGE,
            List.of("a", "größe"),
            List.of(),
            NOW,
            STRANGE,
            "text/plain; charset=" + STRANGE,
            null,
            true);
    for (Message message : List.of(plain, strange)) {
      batch.add(
          new RecordedMessage(
              message,
              bytes(message == plain ? "" : STRANGE.repeat(99)),
              List.of(new SearchKey("name", message == plain ? "" : STRANGE))));
      Delivery delivery = customer.delivery(message);
      batch.begin(RecordedDelivery.of(delivery));
      Attempt attempt = customer.retried(delivery, 1);
      batch.add(RecordedDelivery.of(attempt));
      batch.add(new RecordedAttempt(attempt, bytes("no")));
      if (message == strange) {
        batch.add(new RecordedAttempt(strangeAttempt(delivery), new byte[] {0, -1, 127}));
      }
    }
    return batch;
  }

  private Attempt strangeAttempt(Delivery delivery) {
    Attempt plain = customer.success(delivery, 2);
    return new Attempt(
        plain.subject(),
        plain.id(),
        Integer.MAX_VALUE,
        plain.trigger(),
        plain.at(),
        Duration.ofDays(400),
        STRANGE,
        0,
        Failure.TLS_NAME,
        STRANGE,
        new Timings(null, null, null, Duration.ofDays(400)),
        STRANGE,
        STRANGE,
        DeliveryState.FAILED,
        null);
  }

  /** A first repeat makes it expect more. */
  private void mergesFromNowOn(RecordRepository repository) throws SQLException {
    Batch repeat = new Batch();
    repeat.begin(RecordedDelivery.of(customer.delivery(customer.message(PLAIN, NOW))));
    repository.write(repeat, Map.of());
    repository.write(repeat, Map.of());
    clear();
  }

  private List<RecordedState> states() throws SQLException {
    List<RecordedState> states = new ArrayList<>();
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement();
        ResultSet found =
            statement.executeQuery("SELECT state FROM deliveries WHERE day = '2031-12-31'")) {
      while (found.next()) {
        states.add(RecordedState.ofCode(found.getInt(1)));
      }
    }
    return states;
  }

  private List<List<Object>> rows() throws SQLException {
    List<List<Object>> rows = new ArrayList<>();
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      for (String table : TABLES) {
        try (ResultSet found =
            statement.executeQuery(
                "SELECT t::text FROM " + table + " t WHERE day = '2031-12-31' ORDER BY 1")) {
          while (found.next()) {
            rows.add(List.of(table, found.getString(1)));
          }
        }
      }
    }
    return rows;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
