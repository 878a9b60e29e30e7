package io.hooklane.deliverylog.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.hooklane.servers.TestServers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What an earlier release recorded is there after the migration, in a schema of its own. */
@QuarkusTest
@WithTestResource(TestServers.class)
class MigrationIT {

  private static final String SCHEMA = "migrated_log";
  private static final List<String> TABLES = List.of("messages", "deliveries", "attempts");

  /** Of no other test: the names of their partitions would be found beside this schema. */
  private static final List<String> ENVIRONMENTS =
      List.of("env_000000000000000000000000mig", "env_000000000000000000000000mih");

  private static final List<String> DAYS = List.of("2026-11-20", "2026-11-21");
  private static final int STATES = 4;

  @Inject DataSource dataSource;

  @AfterEach
  void drop() throws SQLException {
    execute("DROP SCHEMA IF EXISTS " + SCHEMA + " CASCADE");
  }

  @Test
  void everyRowOfTheSecondReleaseIsThereWithItsStateInTheNewOrder() throws SQLException {
    // Given
    flyway("2").migrate();
    for (String day : DAYS) {
      for (String table : TABLES) {
        execute(
            "CREATE TABLE %s.%s_%s PARTITION OF %s.%s FOR VALUES FROM ('%s') TO ('%s'::date + 1)"
                .formatted(SCHEMA, table, day.replace("-", ""), SCHEMA, table, day, day));
      }
      for (String environment : ENVIRONMENTS) {
        for (int state = 0; state < STATES; state++) {
          insert(environment, day, state);
        }
      }
    }
    List<String> before = new ArrayList<>();
    for (String table : TABLES) {
      before.addAll(rows(table, "payload", "state"));
    }

    // When
    flyway("latest").migrate();

    // Then
    assertThat(before).hasSize(TABLES.size() * ENVIRONMENTS.size() * DAYS.size() * STATES);
    List<String> after = new ArrayList<>();
    for (String table : TABLES) {
      after.addAll(rows(table, "stored_payload", "state - 2"));
    }
    assertThat(after).isEqualTo(before);
    assertThat(partitions()).hasSize(TABLES.size() * ENVIRONMENTS.size() * DAYS.size());
    assertThat(
            texts(
                "SELECT relname FROM pg_class WHERE '%s'::regnamespace = relnamespace AND reloptions::text LIKE '%%toast%%'"
                    .formatted(SCHEMA)))
        .isEmpty();
    assertThat(texts("SELECT DISTINCT state FROM %s.deliveries ORDER BY state".formatted(SCHEMA)))
        .containsExactly("2", "3", "4", "5");
  }

  private void insert(String environment, String day, int state) throws SQLException {
    String id = environment.substring(4) + "_" + day + "_" + state;
    execute(
        """
        INSERT INTO %s.messages VALUES ('%s', 'msg_%s', '%s', 'app_1', 'order.created', %s,
            '{"a","größe"}', '%s 12:00:00.123Z', 'key', 'application/json', '\\x7b7d', %s)
        """
            .formatted(
                SCHEMA,
                day,
                id,
                environment,
                state == 0 ? "NULL" : "'event " + state + "'",
                day,
                state == 1));
    execute(
        """
        INSERT INTO %s.deliveries VALUES ('%s', 'dlv_%s', '%s', 'app_1', 'ep_1', 'msg_%s',
            'order.created', '%s 12:00:00.123Z', %d, 7, '%s 13:00Z', %s, 'because')
        """
            .formatted(
                SCHEMA,
                day,
                id,
                environment,
                id,
                day,
                state,
                day,
                state == 0 ? "'2026-12-01Z'" : "NULL"));
    execute(
        """
        INSERT INTO %s.attempts VALUES ('%s', 'atmpt_%s', 'dlv_%s', '%s', 'app_1', 'ep_1', 'msg_%s',
            'order.created', 7, false, '%s 13:00Z', 42, 'https://example.com/', 500, 'status',
            'The receiver answered 500', 'a: b', '\\x00ff', %d, NULL)
        """
            .formatted(SCHEMA, day, id, id, environment, id, day, state));
  }

  /** Each row's old columns as text; messages have no state. */
  private List<String> rows(String table, String payload, String state) throws SQLException {
    String columns =
        switch (table) {
          case "messages" ->
              "day, id, environment_id, application_id, event_type, event_id, channels,"
                  + " accepted_at, ordering_key, content_type, test, "
                  + payload;
          case "deliveries" ->
              "day, id, environment_id, application_id, endpoint_id, message_id, event_type,"
                  + " accepted_at, attempts, reported_at, next_attempt_at, reason, "
                  + state;
          default ->
              "day, id, delivery_id, environment_id, application_id, endpoint_id, message_id,"
                  + " event_type, number, manual, began_at, duration_ms, url, status_code,"
                  + " failure, failure_detail, response_headers, response, next_attempt_at, "
                  + state;
        };
    return texts(
        "SELECT ROW(%s)::text FROM %s.%s ORDER BY day, id".formatted(columns, SCHEMA, table));
  }

  private List<String> partitions() throws SQLException {
    return texts(
        """
        SELECT child.relname FROM pg_inherits i
            JOIN pg_class child ON child.oid = i.inhrelid
            JOIN pg_class parent ON parent.oid = i.inhparent
        WHERE parent.relnamespace = '%s'::regnamespace AND parent.relkind = 'p'
            AND parent.relname IN ('messages', 'deliveries', 'attempts')
        """
            .formatted(SCHEMA));
  }

  private Flyway flyway(String target) {
    return Flyway.configure()
        .dataSource(dataSource)
        .defaultSchema(SCHEMA)
        .createSchemas(true)
        .locations("filesystem:src/main/resources/db/migration")
        .target(target)
        .load();
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
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
}
