package io.hooklane.deliverylog.indexing;

import static org.assertj.core.api.Assertions.assertThat;

import io.hooklane.contracts.id.ApplicationId;
import io.hooklane.deliverylog.searchkey.NameKey;
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
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** What an earlier release recorded gets the indexes of this one, in a schema of its own. */
@QuarkusTest
@WithTestResource(TestServers.class)
class IndexingIT {

  private static final String SCHEMA = "indexed_log";

  /** Of no other test. */
  private static final String ENVIRONMENT = "env_000000000000000000000000ind";

  private static final ApplicationId APPLICATION =
      new ApplicationId("app_000000000000000000000000ind");
  private static final List<String> TABLES =
      List.of("messages", "message_keys", "deliveries", "attempts");
  private static final String OLD_DAY = "2026-11-20";
  private static final String NEW_DAY = "2026-11-21";

  @ConfigProperty(name = "quarkus.datasource.jdbc.url")
  String url;

  @ConfigProperty(name = "quarkus.datasource.username")
  String username;

  @ConfigProperty(name = "quarkus.datasource.password")
  String password;

  @Inject IndexingConfig config;

  private final PGSimpleDataSource dataSource = new PGSimpleDataSource();

  @BeforeEach
  void recordedByAnEarlierRelease() throws SQLException {
    dataSource.setUrl(url);
    dataSource.setUser(username);
    dataSource.setPassword(password);
    dataSource.setCurrentSchema(SCHEMA);
    migrate("9");
    addPartitions(OLD_DAY);
    message("msg_1", "{a,größe}", "{vip}");
    message("msg_2", "{}", "{}");
    migrate("latest");
  }

  @AfterEach
  void drop() throws SQLException {
    execute("DROP SCHEMA IF EXISTS " + SCHEMA + " CASCADE");
  }

  @Test
  void partitionsOfAnEarlierReleaseGetTheIndexesOfNewOnes() throws SQLException {
    // Given
    addPartitions(NEW_DAY);

    // When
    indexing().bringUpToDate();

    // Then
    assertThat(indexes(OLD_DAY)).hasSizeGreaterThan(12).isEqualTo(indexes(NEW_DAY));
    assertThat(indexes(OLD_DAY).toString())
        .contains("(application_id, event_type, accepted_at DESC)")
        .doesNotContain("(application_id, accepted_at DESC, id DESC)");
    assertThat(texts("SELECT name FROM replaced_indexes")).isEmpty();
    assertThat(texts("SELECT indexrelid::regclass FROM pg_index WHERE NOT indisvalid")).isEmpty();
  }

  @Test
  void anIndexThatWasNotFinishedIsBuiltAnew() throws SQLException {
    // Given
    String missing =
        texts(
                """
                SELECT part.relname || '_' || parent.oid FROM pg_class part, pg_class parent
                WHERE part.relname = '%s' AND parent.oid = 'attempts_to_endpoint'::regclass
                """
                    .formatted(partition("attempts", OLD_DAY)))
            .getFirst();
    execute(
        "CREATE INDEX \"%s\" ON \"%s\" (url)".formatted(missing, partition("attempts", OLD_DAY)));
    execute(
        "UPDATE pg_index SET indisvalid = false WHERE indexrelid = '\"%s\"'::regclass"
            .formatted(missing));

    // When
    indexing().bringUpToDate();

    // Then
    assertThat(indexes(OLD_DAY).toString())
        .contains("(endpoint_id, id DESC, event_type")
        .doesNotContain("(url)");
  }

  @Test
  void channelsAndTagsOfAnEarlierReleaseAreFound() throws SQLException {
    // Given
    assertThat(texts("SELECT day FROM days_without_names")).containsExactly(OLD_DAY);

    // When
    indexing().bringUpToDate();
    indexing().bringUpToDate();

    // Then
    assertThat(texts("SELECT message_id || ' ' || key || ' ' || application_key FROM message_keys"))
        .containsExactlyInAnyOrder(
            found("msg_1", NameKey.ofChannel("a")),
            found("msg_1", NameKey.ofChannel("größe")),
            found("msg_1", NameKey.ofTag("vip")));
    assertThat(texts("SELECT day FROM days_without_names")).isEmpty();
  }

  private static String found(String message, NameKey key) {
    return message + " " + key.hash() + " " + key.hash(APPLICATION);
  }

  private Indexing indexing() {
    return new Indexing(dataSource, config);
  }

  private void addPartitions(String day) throws SQLException {
    for (String table : TABLES) {
      execute(
          "SELECT add_partition('%s', '%s', '%s', '%s')"
              .formatted(table, partition(table, day), ENVIRONMENT, day));
    }
  }

  private static String partition(String table, String day) {
    return table + "_" + ENVIRONMENT.substring(4) + "_" + day.replace("-", "");
  }

  private void message(String id, String channels, String tags) throws SQLException {
    execute(
        """
        INSERT INTO messages VALUES ('%s', '%s', '%s', '%s', 'order.created', NULL, '%s', '%s',
            '%s 12:00:00.123Z', NULL, 'application/json', '\\x7b7d', false)
        """
            .formatted(OLD_DAY, id, ENVIRONMENT, APPLICATION, channels, tags, OLD_DAY));
  }

  /** What the indexes of a day's partitions are of. */
  private List<String> indexes(String day) throws SQLException {
    return texts(
        """
        SELECT split_part(t.relname, '_000', 1) || substr(def, strpos(def, ' USING '))
        FROM pg_index x JOIN pg_class t ON t.oid = x.indrelid
            CROSS JOIN LATERAL pg_get_indexdef(x.indexrelid) AS def
        WHERE t.relnamespace = current_schema()::regnamespace AND t.relname LIKE '%%_%s'
        ORDER BY 1
        """
            .formatted(day.replace("-", "")));
  }

  private void migrate(String target) {
    Flyway.configure()
        .dataSource(dataSource)
        .defaultSchema(SCHEMA)
        .createSchemas(true)
        .locations("filesystem:src/main/resources/db/migration")
        .target(target)
        .load()
        .migrate();
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
