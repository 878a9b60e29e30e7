package io.hooklane.deliverylog.unrouted;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.hooklane.deliverylog.unrouted.SweepTables.Day;
import io.hooklane.deliverylog.unrouted.SweepTables.Span;
import io.hooklane.servers.TestServers;
import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How a sweep gets on with what else goes on in the database. */
@QuarkusTest
@WithTestResource(TestServers.class)
class SweepingIT {

  /** Of no other test. */
  private static final String ENVIRONMENT = "env_000000000000000000000000swe";

  private static final String DAY = "2026-11-20";
  private static final String PLACE = "000000000000000000000000swe_20261120";
  private static final Instant NOON = Instant.parse(DAY + "T12:00:00Z");
  private static final List<String> TABLES =
      List.of("messages", "message_keys", "deliveries", "attempts", "unrouted_messages");

  @Inject DataSource dataSource;

  @BeforeEach
  void aDay() throws SQLException {
    for (String table : TABLES) {
      execute(
          "SELECT add_partition('%s', '%s_%s', '%s', '%s')"
              .formatted(table, table, PLACE, ENVIRONMENT, DAY));
    }
  }

  @AfterEach
  void dropTheDay() throws SQLException {
    for (String table : TABLES) {
      execute("DROP TABLE \"" + table + "_" + PLACE + "\"");
    }
    execute("DELETE FROM unrouted_sweeps WHERE environment_id = '" + ENVIRONMENT + "'");
  }

  @Test
  void sweepsALittleAtATimeHoweverManyMessagesAMomentHas() throws SQLException {
    // Given
    for (int i = 0; i < 5; i++) {
      message("a" + i, NOON);
      message("b" + i, NOON.plusMillis(i));
    }
    delivery("a3");

    // When
    sweeping(2, Duration.ofSeconds(10)).sweep(NOON.plusSeconds(1));

    // Then
    assertThat(unrouted()).containsExactly("a0", "a1", "a2", "a4", "b0", "b1", "b2", "b3", "b4");
    assertThat(sweptUntil()).isEqualTo(NOON.plusSeconds(1));
  }

  @Test
  void waitsForWhoeverWritesAndThenSeesWhatWasWritten() throws Exception {
    // Given
    message("before", NOON);
    Sweeping impatient = sweeping(100, Duration.ofMillis(100));
    try (Connection writer = dataSource.getConnection()) {
      writer.setAutoCommit(false);
      execute(writer, insertMessage("meanwhile", NOON));

      // When
      boolean swept = impatient.sweep(NOON.plusSeconds(1));

      // Then
      assertThat(swept).isFalse();
      assertThat(unrouted()).isEmpty();
      assertThat(sweptUntil()).isBefore(NOON);
      writer.commit();
    }
    assertThat(sweeping(100, Duration.ofSeconds(10)).sweep(NOON.plusSeconds(1))).isTrue();
    assertThat(unrouted()).containsExactly("before", "meanwhile");
  }

  @Test
  void goesOnWhereItWasBrokenOff() throws SQLException {
    // Given
    for (int i = 0; i < 4; i++) {
      message("m" + i, NOON.plusMillis(i));
    }
    Sweeping sweeping = sweeping(1, Duration.ofSeconds(10));
    String table = "\"unrouted_messages_" + PLACE + "\"";
    execute("ALTER TABLE " + table + " ADD CONSTRAINT broken CHECK (message_id <> 'm2')");
    assertThatThrownBy(() -> sweeping.sweep(NOON.plusSeconds(1)))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("broken");
    assertThat(unrouted()).containsExactly("m0", "m1");
    execute("ALTER TABLE " + table + " DROP CONSTRAINT broken");

    // When
    sweeping.sweep(NOON.plusSeconds(1));

    // Then
    assertThat(unrouted()).containsExactly("m0", "m1", "m2", "m3");
  }

  @Test
  void oneReplicaSweepsAtATime() throws Exception {
    // Given
    for (int i = 0; i < 300; i++) {
      message("m" + i, NOON.plusMillis(i));
    }

    // When
    List<Future<Boolean>> replicas = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
      for (int i = 0; i < 3; i++) {
        replicas.add(
            threads.submit(() -> sweeping(7, Duration.ofSeconds(10)).sweep(NOON.plusSeconds(1))));
      }
    }

    // Then
    for (Future<Boolean> replica : replicas) {
      assertThat(replica.get()).isTrue();
    }
    assertThat(unrouted()).hasSize(300);
    try (Connection another = dataSource.getConnection()) {
      assertThat(new SweepTables(another).acquire()).isTrue();
      sweeping(7, Duration.ofSeconds(10)).sweep(NOON.plusSeconds(2));
      assertThat(sweptUntil()).isEqualTo(NOON.plusSeconds(1));
      new SweepTables(another).release();
    }
  }

  /** As a recorder does that writes a delivery of a swept time. */
  @Test
  void whoeverHoldsTheSweepIsSeenByIt() throws Exception {
    // Given
    message("m", NOON);
    try (Connection recorder = dataSource.getConnection();
        ExecutorService thread = Executors.newSingleThreadExecutor()) {
      recorder.setAutoCommit(false);
      execute(
          recorder,
          "SELECT FROM unrouted_sweeps WHERE environment_id = '" + ENVIRONMENT + "' FOR SHARE");

      // When
      Future<Boolean> swept =
          thread.submit(() -> sweeping(100, Duration.ofSeconds(10)).sweep(NOON.plusSeconds(1)));
      await().until(this::isHeldUp);
      execute(recorder, insertDelivery("m"));
      recorder.commit();

      // Then
      assertThat(swept.get()).isTrue();
    }
    assertThat(unrouted()).isEmpty();
    assertThat(sweptUntil()).isEqualTo(NOON.plusSeconds(1));
  }

  /** As on each day's first minutes: nothing tells the planner how much there is. */
  @Test
  void readsOnlyWhatItSweepsWithoutStatistics() throws SQLException {
    // Given
    execute(
        "INSERT INTO \"messages_%1$s\" SELECT '%2$s', 'm' || n, '%3$s', 'app_1', 'order.created',"
                .formatted(PLACE, DAY, ENVIRONMENT)
            + " NULL, '{}', '{}', '%s'::timestamptz + n * interval '1 ms', NULL,".formatted(NOON)
            + " 'application/json', '\\x7b7d', false FROM generate_series(1, 20000) n");
    execute(
        "INSERT INTO \"deliveries_%1$s\" SELECT '%2$s', 'dlv_' || n, '%3$s', 'app_1', 'ep_1',"
                .formatted(PLACE, DAY, ENVIRONMENT)
            + " 'm' || n, 'order.created', '%1$s', 2, 0, '%1$s', NULL, NULL, NULL".formatted(NOON)
            + " FROM generate_series(2, 20000) n");
    Day day = new Day(ENVIRONMENT, LocalDate.parse(DAY));
    Span all = new Span(NOON, NOON.plusSeconds(30));
    List<Instant> ends = new ArrayList<>();
    List<Integer> read = new ArrayList<>();
    try (Connection connection = dataSource.getConnection()) {
      SweepTables tables = new SweepTables(connection);

      // When
      tables.inTransaction(
          () -> {
            ends.add(tables.momentBehind(day, all, 100));
            tables.insertWithoutDelivery(day, all.endingAt(ends.getFirst()));
            read.add(rowsRead(connection, "messages"));
            read.add(rowsRead(connection, "deliveries"));
            return false;
          });
    }

    // Then
    assertThat(ends).containsExactly(NOON.plusMillis(101));
    assertThat(unrouted()).containsExactly("m1");
    assertThat(read.getFirst()).isBetween(100, 300);
    assertThat(read.getLast()).isBetween(99, 300);
  }

  @Test
  void aDayThatHasJustBegunIsLookedAtBeforePostgresDoes() throws SQLException {
    // Given
    message("m", NOON);
    delivery("m");

    // When
    sweeping(100, Duration.ofSeconds(10)).sweep(NOON.plusSeconds(1));

    // Then
    String known = "SELECT reltuples FROM pg_class WHERE relname = '%s_" + PLACE + "'";
    assertThat(texts(known.formatted("messages"))).containsExactly("1");
    assertThat(texts(known.formatted("deliveries"))).containsExactly("1");
    assertThat(texts(known.formatted("attempts"))).containsExactly("-1");
  }

  /** In the transaction that is under way. */
  private static int rowsRead(Connection connection, String table) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet answer =
            statement.executeQuery(
                "SELECT seq_tup_read + COALESCE(idx_tup_fetch, 0) FROM pg_stat_xact_user_tables"
                    + " WHERE relname = '%s_%s'".formatted(table, PLACE))) {
      answer.next();
      return answer.getInt(1);
    }
  }

  private boolean isHeldUp() throws SQLException {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement();
        ResultSet answer =
            statement.executeQuery(
                "SELECT count(*) > 0 FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
                    + " AND query LIKE '%unrouted_sweeps%'")) {
      return answer.next() && answer.getBoolean(1);
    }
  }

  private Sweeping sweeping(int messagesAtOnce, Duration patience) {
    SmallRyeConfig config =
        new SmallRyeConfigBuilder()
            .addDefaultInterceptors()
            .withMapping(SweepConfig.class)
            .withDefaultValue(
                "hooklane.unrouted.messages-at-once", Integer.toString(messagesAtOnce))
            .withDefaultValue("hooklane.unrouted.patience", patience.toMillis() + "ms")
            .withConverter(Duration.class, 100, new DurationConverter())
            .build();
    return new Sweeping(dataSource, config.getConfigMapping(SweepConfig.class));
  }

  private void message(String id, Instant acceptedAt) throws SQLException {
    execute(insertMessage(id, acceptedAt));
  }

  private void delivery(String message) throws SQLException {
    execute(insertDelivery(message));
  }

  private static String insertMessage(String id, Instant acceptedAt) {
    return """
    INSERT INTO "messages_%s" VALUES ('%s', '%s', '%s', 'app_1', 'order.created', NULL, '{}', '{}',
        '%s', NULL, 'application/json', '\\x7b7d', false)
    """
        .formatted(PLACE, DAY, id, ENVIRONMENT, acceptedAt);
  }

  private static String insertDelivery(String message) {
    return """
    INSERT INTO "deliveries_%s" VALUES ('%s', 'dlv_%s', '%s', 'app_1', 'ep_1', '%s',
        'order.created', '%s', 2, 0, '%s', NULL, NULL, NULL)
    """
        .formatted(PLACE, DAY, UUID.randomUUID(), ENVIRONMENT, message, NOON, NOON);
  }

  private List<String> unrouted() throws SQLException {
    return texts(
        "SELECT message_id FROM unrouted_messages WHERE environment_id = '"
            + ENVIRONMENT
            + "' ORDER BY message_id");
  }

  private Instant sweptUntil() throws SQLException {
    return Instant.parse(
        texts(
                "SELECT to_char(swept_until AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.MS\"Z\"')"
                    + " FROM unrouted_sweeps WHERE environment_id = '"
                    + ENVIRONMENT
                    + "'")
            .getFirst());
  }

  private List<String> texts(String sql) throws SQLException {
    List<String> texts = new ArrayList<>();
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery(sql)) {
      while (found.next()) {
        texts.add(found.getString(1));
      }
    }
    return texts;
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      execute(connection, sql);
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
