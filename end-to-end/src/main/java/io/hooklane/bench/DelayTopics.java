package io.hooklane.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The topics on which deliveries wait, read and written as anybody with Kafka's rights could. */
final class DelayTopics {

  private static final String DUE = "hooklane_due";
  private static final Duration POLL = Duration.ofMillis(200);

  private final String bootstrap;

  DelayTopics(String bootstrap) {
    this.bootstrap = bootstrap;
  }

  /** The records of one run that wait, or waited, in a tier; waits until there are so many. */
  List<ConsumerRecord<byte[], byte[]>> read(String tier, int run, int count, Duration patience) {
    byte[] mark = ("{\"run\":" + run + ",").getBytes(US_ASCII);
    List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
    Properties settings = new Properties();
    settings.put("bootstrap.servers", bootstrap);
    settings.put("auto.offset.reset", "earliest");
    settings.put("enable.auto.commit", "false");
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      String topic = topic(tier);
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(partition -> new TopicPartition(topic, partition.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      long deadline = System.nanoTime() + patience.toNanos();
      while (found.size() < count && System.nanoTime() < deadline) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          if (begins(record.value(), mark)) {
            found.add(record);
          }
        }
      }
    }
    return found;
  }

  /** A copy of a record in another tier, due at another time. */
  static ProducerRecord<byte[], byte[]> copy(
      ConsumerRecord<byte[], byte[]> record, String tier, long dueMillis) {
    Headers headers = new RecordHeaders(record.headers().toArray());
    headers.remove(DUE).add(DUE, Long.toString(dueMillis).getBytes(US_ASCII));
    return new ProducerRecord<>(topic(tier), null, record.key(), record.value(), headers);
  }

  private static String topic(String tier) {
    return "hooklane.delay." + tier;
  }

  private static boolean begins(byte[] value, byte[] mark) {
    if (value == null || value.length < mark.length) {
      return false;
    }
    for (int i = 0; i < mark.length; i++) {
      if (value[i] != mark[i]) {
        return false;
      }
    }
    return true;
  }
}
