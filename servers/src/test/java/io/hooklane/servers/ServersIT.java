package io.hooklane.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServersIT {

  private static final String PASSWORD = "a test's";

  @TempDir Path directory;

  @Test
  void kafkaKeepsItsRecordsWhenItIsStartedAgainOnOtherPorts() throws Exception {
    // Given
    try (KafkaServer first = kafka()) {
      first.start();
      produce(first.bootstrapServers(), "kept");
      first.stop();
    }
    // When
    try (KafkaServer second = kafka()) {
      second.start();
      // Then
      assertThat(consume(second.bootstrapServers())).isEqualTo("kept");
    }
  }

  @Test
  void kernelSizesTheBuffersOfKafkasConnections() throws Exception {
    // Given
    try (KafkaServer kafka = kafka()) {
      kafka.start();
      // When
      Config broker = brokerSettings(kafka.bootstrapServers());
      // Then
      assertThat(broker.get("socket.receive.buffer.bytes").value()).isEqualTo("-1");
      assertThat(broker.get("socket.send.buffer.bytes").value()).isEqualTo("-1");
    }
  }

  @Test
  void kafkaKeepsItsRecordsWhenItIsKilled() throws Exception {
    // Given
    try (KafkaServer kafka = kafka()) {
      kafka.start();
      produce(kafka.bootstrapServers(), "kept");
      // When
      kafka.kill();
      kafka.start();
      // Then
      assertThat(consume(kafka.bootstrapServers())).isEqualTo("kept");
    }
  }

  @Test
  void whatKafkaAppendedIsOnTheDiskSoonAfter() throws Exception {
    // Given
    try (KafkaServer kafka = kafka()) {
      kafka.start();
      long before = kafka.bytesOnDisk();
      // When
      produce(kafka.bootstrapServers(), "word".repeat(1_000));
      // Then
      await().until(() -> kafka.bytesOnDisk() >= before + 4_000);
      kafka.kill();
      kafka.start();
      await().until(() -> kafka.bytesOnDisk() >= before + 4_000);
    }
  }

  @Test
  void postgresMayTakeSomeOfTheMemoryAndNotMost() throws Exception {
    // Given
    long memory =
        ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
    try (PostgresServer postgres = postgres()) {
      postgres.start();
      // When
      String buffers = query(postgres, "select pg_size_bytes(current_setting('shared_buffers'))");
      // Then
      assertThat(Long.parseLong(buffers)).isBetween(512L << 20, Math.max(512L << 20, memory / 8));
    }
  }

  @Test
  void postgresKeepsItsRowsWhenItIsStartedAgainOnAnotherPort() throws Exception {
    // Given
    try (PostgresServer first = postgres()) {
      first.start();
      execute(first, "create table t as select 'kept' as word");
      first.stop();
    }
    // When
    try (PostgresServer second = postgres()) {
      second.start();
      // Then
      assertThat(query(second, "select word from t")).isEqualTo("kept");
    }
  }

  @Test
  void postgresKeepsItsRowsWhenItIsKilled() throws Exception {
    // Given
    try (PostgresServer postgres = postgres()) {
      postgres.start();
      execute(postgres, "create table t as select 'kept' as word");
      // When
      postgres.kill();
      postgres.start();
      // Then
      assertThat(query(postgres, "select word from t")).isEqualTo("kept");
    }
  }

  @Test
  void postgresRefusesAWrongPassword() {
    // Given
    try (PostgresServer postgres = postgres()) {
      postgres.start();
      // When Then
      assertThatThrownBy(() -> DriverManager.getConnection(postgres.jdbcUrl(), "hooklane", "wrong"))
          .hasMessageContaining("password authentication failed");
    }
  }

  @Test
  void aBusyPortIsAClearError() throws Exception {
    // Given
    try (ServerSocket occupant = new ServerSocket()) {
      occupant.bind(new InetSocketAddress(Ports.loopback(), 0));
      int port = occupant.getLocalPort();
      PostgresServer postgres = new PostgresServer(directory, directory, port, PASSWORD);
      // When Then
      assertThatThrownBy(postgres::start)
          .isInstanceOf(ServerException.class)
          .hasMessage("Port " + port + " for PostgreSQL is used by another process");
    }
  }

  private KafkaServer kafka() {
    return new KafkaServer(directory, directory, Ports.anyFree(), Ports.anyFree());
  }

  private PostgresServer postgres() {
    return new PostgresServer(directory, directory, Ports.anyFree(), PASSWORD);
  }

  private static void produce(String bootstrapServers, String value) throws Exception {
    Map<String, Object> settings = Map.of("bootstrap.servers", bootstrapServers);
    try (Admin admin = Admin.create(settings);
        KafkaProducer<String, String> producer =
            new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
      admin.createTopics(List.of(new NewTopic("t", 1, (short) 1))).all().get();
      producer.send(new ProducerRecord<>("t", value)).get();
    }
  }

  private static Config brokerSettings(String bootstrapServers) throws Exception {
    ConfigResource broker = new ConfigResource(ConfigResource.Type.BROKER, "1");
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      return admin.describeConfigs(List.of(broker)).values().values().iterator().next().get();
    }
  }

  private static String consume(String bootstrapServers) {
    Map<String, Object> settings = Map.of("bootstrap.servers", bootstrapServers);
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
      TopicPartition partition = new TopicPartition("t", 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      return consumer.poll(Duration.ofSeconds(20)).records(partition).stream()
          .map(ConsumerRecord::value)
          .findFirst()
          .orElse("nothing");
    }
  }

  private static void execute(PostgresServer postgres, String sql) throws Exception {
    try (Connection connection = connect(postgres);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String query(PostgresServer postgres, String sql) throws Exception {
    try (Connection connection = connect(postgres);
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      assertThat(result.next()).isTrue();
      return result.getString(1);
    }
  }

  private static Connection connect(PostgresServer postgres) throws Exception {
    return DriverManager.getConnection(
        postgres.jdbcUrl(), postgres.username(), postgres.password());
  }
}
