package io.hooklane.endtoend;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** All that Hooklane wrote to its topics, byte for byte. */
final class Topics {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final String bootstrap;

  Topics(String bootstrap) {
    this.bootstrap = bootstrap;
  }

  /** The names of the topics in which one of these stands, in a key, a value or a header. */
  Set<String> namesWith(byte[]... needles) {
    Properties settings = new Properties();
    settings.put("bootstrap.servers", bootstrap);
    Set<String> found = new TreeSet<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.listTopics().entrySet().stream()
              .filter(topic -> topic.getKey().startsWith("hooklane."))
              .flatMap(topic -> topic.getValue().stream())
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      Instant deadline = Instant.now().plus(PATIENCE);
      while (partitions.stream()
          .anyMatch(it -> consumer.position(it) < ends.getOrDefault(it, 0L))) {
        if (Instant.now().isAfter(deadline)) {
          throw new AssertionError("The topics were not read to their ends within " + PATIENCE);
        }
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
          if (holds(record, needles)) {
            found.add(record.topic());
          }
        }
      }
    }
    return found;
  }

  private static boolean holds(ConsumerRecord<byte[], byte[]> record, byte[]... needles) {
    for (byte[] needle : needles) {
      if (holds(record.key(), needle) || holds(record.value(), needle)) {
        return true;
      }
      for (Header header : record.headers()) {
        if (holds(header.value(), needle)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean holds(byte @Nullable [] bytes, byte[] needle) {
    return bytes != null && new String(bytes, ISO_8859_1).contains(new String(needle, ISO_8859_1));
  }
}
