package io.hooklane.dispatcher.reporting;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hooklane.servers.KafkaServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is written while the producer does not know yet where to, with real Kafka. */
class KafkaWriterIT {

  private static final String TOPIC = "written";
  private static final byte[] KEY = "key".getBytes(UTF_8);
  private static final KafkaServer KAFKA = KafkaServer.temporary();

  @BeforeAll
  static void startKafka() throws Exception {
    KAFKA.start();
    try (Admin admin = Admin.create(connection())) {
      admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get();
    }
  }

  @AfterAll
  static void stopKafka() {
    KAFKA.close();
  }

  /** What waits in a delay tier waits for what was written before it. */
  @Test
  void whatIsWrittenFirstIsWrittenInOrder() {
    AtomicInteger acknowledged = new AtomicInteger();
    try (KafkaWriter writer = new KafkaWriter(connection(), "test")) {
      long end = System.nanoTime() + Duration.ofMillis(600).toNanos();
      int number = 0;
      while (System.nanoTime() < end) {
        byte[] value = Integer.toString(number).getBytes(UTF_8);
        writer.write(new ProducerRecord<>(TOPIC, KEY, value), acknowledged::incrementAndGet);
        number++;
        LockSupport.parkNanos(100_000);
      }
      int all = number;
      await().until(() -> acknowledged.get() == all);

      assertThat(written(all)).isEqualTo(IntStream.range(0, all).boxed().toList());
    }
  }

  private static List<Integer> written(int count) {
    Map<String, Object> settings = new HashMap<>(connection());
    settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    settings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    List<Integer> numbers = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> reader = new KafkaConsumer<>(settings)) {
      TopicPartition partition = new TopicPartition(TOPIC, 0);
      reader.assign(List.of(partition));
      reader.seekToBeginning(List.of(partition));
      await()
          .until(
              () -> {
                reader
                    .poll(Duration.ofMillis(50))
                    .forEach(
                        record -> numbers.add(Integer.valueOf(new String(record.value(), UTF_8))));
                return numbers.size() >= count;
              });
    }
    return numbers;
  }

  private static Map<String, Object> connection() {
    return Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, KAFKA.bootstrapServers());
  }
}
