package io.hooklane.topics;

import static org.assertj.core.api.Assertions.assertThat;

import io.hooklane.contracts.configuration.Configuration;
import io.hooklane.contracts.configuration.Configuration.Environment;
import io.hooklane.contracts.configuration.Configuration.EnvironmentKind;
import io.hooklane.contracts.configuration.ConfigurationKey;
import io.hooklane.contracts.id.EnvironmentId;
import io.hooklane.contracts.topic.Topics;
import io.hooklane.servers.KafkaServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConfigurationReaderIT {

  private static final KafkaServer KAFKA = KafkaServer.temporary();

  private final Map<String, Configuration> seen = new ConcurrentHashMap<>();
  private KafkaProducer<byte[], byte[]> producer;
  private ConfigurationReader reader;

  @BeforeAll
  static void startKafka() {
    KAFKA.start();
    new TopicCreation(layout()).createMissing(connection());
  }

  @AfterAll
  static void stopKafka() {
    KAFKA.close();
  }

  @BeforeEach
  void start() {
    producer =
        new KafkaProducer<>(connection(), new ByteArraySerializer(), new ByteArraySerializer());
    reader = new ConfigurationReader(connection(), listener());
  }

  @AfterEach
  void stop() {
    reader.close();
    producer.close();
  }

  @Test
  void whatWasAcknowledgedIsAppliedOnceCaughtUpAHundredTimesInARow() throws Exception {
    reader.start();

    for (int i = 0; i < 100; i++) {
      publish(environment(i));
      await(reader.caughtUp());

      assertThat(seen).containsKey(environment(i).key().text());
    }
  }

  @Test
  void manyQuestionsAtOnceShareAnswersAndAllSeeWhatTheyMust() throws Exception {
    reader.start();
    publish(environment(200));

    List<CompletableFuture<Void>> answers = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      answers.add(reader.caughtUp());
    }

    await(CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new)));
    assertThat(seen).containsKey(environment(200).key().text());
  }

  @Test
  void aTombstoneRemovesAndAnUnreadableOrUnknownRecordIsPassedOver() throws Exception {
    reader.start();
    publish(environment(300));
    send("environment/" + environment(301).id(), "not json".getBytes(StandardCharsets.UTF_8));
    send("of-a-later-release/1", "{}".getBytes(StandardCharsets.UTF_8));
    send(environment(300).key().text(), null);
    publish(environment(302));

    await(reader.caughtUp());

    assertThat(seen)
        .containsKey(environment(302).key().text())
        .doesNotContainKeys(environment(300).key().text(), environment(301).key().text());
  }

  @Test
  void anOffsetIsReachedOnlyWhenEveryRecordBeforeItIsApplied() throws Exception {
    reader.start();
    await(reader.caughtUp());
    long next = reader.nextOffset();

    CompletableFuture<Void> reached = reader.applied(next + 1);

    assertThat(reached).isNotDone();
    publish(environment(400));
    await(reached);
    assertThat(seen).containsKey(environment(400).key().text());
  }

  @Test
  void goesOnByItselfWhenTheBrokerComesBack() throws Exception {
    reader.start();
    publish(environment(500));
    await(reader.caughtUp());

    KAFKA.kill();
    KAFKA.start();

    publish(environment(501));
    org.awaitility.Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> seen.containsKey(environment(501).key().text()));
  }

  private ConfigurationListener listener() {
    return new ConfigurationListener() {
      @Override
      public void changed(Configuration configuration) {
        seen.put(configuration.key().text(), configuration);
      }

      @Override
      public void removed(ConfigurationKey key) {
        seen.remove(key.text());
      }
    };
  }

  private void publish(Configuration configuration) throws Exception {
    send(configuration.key().text(), ConfigurationCodec.write(configuration));
  }

  private void send(String key, byte @Nullable [] value) throws Exception {
    producer
        .send(
            new ProducerRecord<>(
                Topics.CONFIGURATION.name(), key.getBytes(StandardCharsets.UTF_8), value))
        .get(60, TimeUnit.SECONDS);
  }

  private static void await(CompletableFuture<Void> future) throws Exception {
    future.get(30, TimeUnit.SECONDS);
  }

  private static Environment environment(int number) {
    return new Environment(
        new EnvironmentId("env_" + "%027d".formatted(number)),
        "env " + number,
        EnvironmentKind.TEST,
        true,
        null,
        null,
        Map.of());
  }

  private static Map<String, Object> connection() {
    return Map.of("bootstrap.servers", KAFKA.bootstrapServers());
  }

  private static TopicsConfig layout() {
    return new TopicsConfig() {
      @Override
      public String compression() {
        return "lz4";
      }

      @Override
      public int partitions() {
        return 3;
      }

      @Override
      public int orderedPartitions() {
        return 3;
      }

      @Override
      public int delayPartitions() {
        return 1;
      }

      @Override
      public short replication() {
        return 1;
      }

      @Override
      public Duration startTimeout() {
        return Duration.ofSeconds(60);
      }
    };
  }
}
