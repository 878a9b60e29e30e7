package io.hooklane.servers;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** The two servers of one installation and how to reach them. */
record ServerPair(
    Server kafka,
    String bootstrapServers,
    Server postgres,
    String jdbcUrl,
    String username,
    String password) {

  private static final String KAFKA_IMAGE = "apache/kafka:4.2.0";
  private static final String POSTGRES_IMAGE = "postgres:18";
  private static final String NAME = "hooklane";

  static ServerPair embedded() {
    KafkaServer kafka = KafkaServer.temporary();
    PostgresServer postgres = PostgresServer.temporary();
    return new ServerPair(
        kafka,
        kafka.bootstrapServers(),
        postgres,
        postgres.jdbcUrl(),
        postgres.username(),
        postgres.password());
  }

  @SuppressWarnings("resource") // Closed by the servers that own them.
  static ServerPair containers(String host) {
    int kafkaPort = Ports.anyFree();
    KafkaContainer kafka =
        new KafkaContainer(KAFKA_IMAGE)
            .withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false")
            .withEnv("KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS", "0")
            .withEnv("KAFKA_OFFSETS_TOPIC_NUM_PARTITIONS", "8");
    kafka.setPortBindings(List.of(kafkaPort + ":9092"));
    int postgresPort = Ports.anyFree();
    PostgreSQLContainer postgres =
        new PostgreSQLContainer(POSTGRES_IMAGE)
            .withDatabaseName(NAME)
            .withUsername(NAME)
            .withPassword(NAME);
    postgres.setCommand("postgres", "-c", "fsync=off", "-c", "max_connections=200");
    postgres.setPortBindings(List.of(postgresPort + ":5432"));
    String url = "jdbc:postgresql://" + host + ":" + postgresPort + "/" + NAME;
    return new ServerPair(
        new ContainerServer(kafka, () -> KafkaProbe.answers(host, kafkaPort)),
        host + ":" + kafkaPort,
        new ContainerServer(postgres, () -> answers(url)),
        url,
        NAME,
        NAME);
  }

  /** Both at once. */
  void start() {
    CompletableFuture<Void> other = CompletableFuture.runAsync(kafka::start);
    postgres.start();
    try {
      other.join();
    } catch (CompletionException e) {
      throw new ServerException("Kafka did not start", e.getCause() == null ? e : e.getCause());
    }
  }

  void close() {
    CompletableFuture<Void> other = CompletableFuture.runAsync(kafka::close);
    postgres.close();
    other.join();
  }

  private static boolean answers(String url) {
    try (Connection connection = DriverManager.getConnection(url, NAME, NAME)) {
      return connection.isValid(1);
    } catch (SQLException e) {
      return false;
    }
  }
}
