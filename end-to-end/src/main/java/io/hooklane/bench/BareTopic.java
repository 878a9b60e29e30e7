package io.hooklane.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * What the bare loop reads: records whose key is the number of an endpoint.
 *
 * @param first the number of the first endpoint
 * @param endpoints how many take turns
 */
record BareTopic(int first, int endpoints) implements Sink {

  static final String NAME = "hooklane-bench-bare";

  /** As many as the product's topics have on one machine. */
  private static final int PARTITIONS = 6;

  /** Makes the topic. */
  static void create(String bootstrap) {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
      admin.createTopics(List.of(new NewTopic(NAME, PARTITIONS, (short) 1))).all().get();
    } catch (ExecutionException e) {
      throw new BenchException("Kafka made no topic for the bare loop: " + e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchException("Interrupted");
    }
  }

  @Override
  public int fanOut() {
    return 1;
  }

  @Override
  public ProducerRecord<byte[], byte[]> record(int run, long sequence, byte[] payload) {
    return new ProducerRecord<>(
        NAME, Long.toString(first + sequence % endpoints).getBytes(UTF_8), payload);
  }
}
