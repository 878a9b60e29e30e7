package io.hooklane.dispatcher.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.hooklane.contracts.delivery.Delivery;
import io.hooklane.contracts.topic.Topics;
import io.hooklane.servers.KafkaServer;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a dispatcher finds out about the last moments of the one that it takes over from. */
class FinishedLatelyIT {

  private static final TopicPartition DELIVERIES = new TopicPartition(Topics.DELIVERIES.name(), 0);
  private static final TopicPartition DUE = new TopicPartition(Topics.DUE_DELIVERIES.name(), 0);

  private static final KafkaServer KAFKA = KafkaServer.temporary();

  @BeforeAll
  static void startKafka() throws Exception {
    KAFKA.start();
    try (Admin admin = Admin.create(connection())) {
      admin
          .createTopics(
              Stream.of(Topics.DELIVERIES, Topics.DUE_DELIVERIES, Topics.ATTEMPTS)
                  .map(topic -> new NewTopic(topic.name(), 3, (short) 1))
                  .toList())
          .all()
          .get();
    }
  }

  @AfterAll
  static void stopKafka() {
    KAFKA.close();
  }

  @Test
  void findsWhatIsReportedBeyondWhatIsCommittedAndNothingElse() throws Exception {
    Map<String, Object> kafka = connection();
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(kafka, new ByteArraySerializer(), new ByteArraySerializer())) {
      // Given
      for (int i = 0; i < 4; i++) {
        producer.send(new ProducerRecord<>(DELIVERIES.topic(), 0, null, null)).get();
      }
      report(producer, "dlv_before", "hooklane.deliveries/0/1");
      report(producer, "dlv_a", "hooklane.deliveries/0/2");
      report(producer, "dlv_b", "hooklane.deliveries/0/3");
      report(producer, "dlv_elsewhere", "hooklane.deliveries/1/3");
      report(producer, "dlv_more-follows", null);
      report(producer, "dlv_unreadable", "hooklane.deliveries/x/3");

      // When
      Map<TopicPartition, Map<Long, String>> finished =
          new FinishedLately(kafka)
              .of(
                  Map.of(
                      DELIVERIES,
                      OffsetTracker.resumedAt(2, ""),
                      DUE,
                      OffsetTracker.resumedAt(0, "")));

      // Then
      assertThat(finished).isEqualTo(Map.of(DELIVERIES, Map.of(2L, "dlv_a", 3L, "dlv_b")));
    }
  }

  private static Map<String, Object> connection() {
    return Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, KAFKA.bootstrapServers());
  }

  private static void report(
      KafkaProducer<byte[], byte[]> producer, String delivery, @Nullable String finishes)
      throws Exception {
    ProducerRecord<byte[], byte[]> report =
        new ProducerRecord<>(Topics.ATTEMPTS.name(), 0, new byte[0], new byte[0]);
    report.headers().add(Delivery.ID_HEADER, delivery.getBytes(UTF_8));
    if (finishes != null) {
      report.headers().add("hooklane_finishes", finishes.getBytes(UTF_8));
    }
    producer.send(report).get();
  }
}
