package io.hooklane.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hooklane.servers.TestServers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetCommitCallback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is committed when, seen from outside of the loop: in the group's offsets. */
@QuarkusTest
@WithTestResource(TestServers.class)
@SuppressWarnings("NullAway.Init") // TestServers sets its field before anything runs.
class SourceLoopIT {

  private static final Duration OFTEN = Duration.ofMillis(100);
  private static final Duration NEVER = Duration.ofHours(1);
  private static final Duration SOON = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final String topic = "loop." + UUID.randomUUID();
  private final AtomicInteger commits = new AtomicInteger();
  private final List<Running> running = new ArrayList<>();
  private TestServers servers;
  private Map<String, Object> kafka;
  private Admin admin;
  private KafkaProducer<byte[], byte[]> producer;

  private record Running(SourceLoop loop, Thread thread) {
    void end() throws InterruptedException {
      loop.stop();
      thread.join(SOON.toMillis());
      thread.interrupt();
      thread.join(PATIENCE.toMillis());
      assertThat(thread.isAlive()).isFalse();
    }
  }

  @BeforeEach
  void connect() {
    kafka = Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, servers.bootstrapServers());
    admin = Admin.create(kafka);
    producer = new KafkaProducer<>(kafka, new ByteArraySerializer(), new ByteArraySerializer());
  }

  @AfterEach
  void disconnect() throws InterruptedException {
    for (Running each : running) {
      each.end();
    }
    producer.close();
    admin.close();
  }

  @Test
  void commitsNothingThatIsNotAcknowledged() throws Exception {
    // Given
    create(1);
    write(0, 1);
    CountDownLatch came = new CountDownLatch(1);
    CountDownLatch acknowledged = new CountDownLatch(1);

    // When
    start(
        OFTEN,
        batch -> {
          came.countDown();
          acknowledged.await();
        });

    // Then
    came.await();
    await().during(OFTEN.multipliedBy(3)).until(() -> committed() == 0);
    acknowledged.countDown();
    await().atMost(PATIENCE).until(() -> committed() == 1);
  }

  @Test
  void commitsNowAndThenAndTheRestWhenNothingComes() throws Exception {
    // Given
    create(1);
    write(0, 1);
    List<Integer> seen = Collections.synchronizedList(new ArrayList<>());

    // When: each batch brings the next one, so that the last is acknowledged between two commits.
    start(
        OFTEN,
        batch -> {
          batch.forEach(entry -> seen.add(number(entry)));
          if (seen.size() < 200) {
            write(seen.size(), 1);
          }
        });

    // Then
    await().atMost(PATIENCE).until(() -> committed() == 200);
    assertThat(seen).containsExactlyElementsOf(numbers(200));
    assertThat(commits.get()).isLessThan(100);
  }

  @Test
  void handsPartitionsOverBetweenTwoBatches() throws Exception {
    // Given
    create(4);
    List<Integer> seen = Collections.synchronizedList(new ArrayList<>());
    SourceLoop.Acceptance note = batch -> batch.forEach(entry -> seen.add(number(entry)));
    start(NEVER, note);
    write(0, 100);
    await().atMost(PATIENCE).until(() -> seen.size() == 100);
    AtomicInteger ofSecond = new AtomicInteger();

    // When
    start(
        NEVER,
        batch -> {
          note.accept(batch);
          ofSecond.addAndGet(batch.count());
        });
    int written = 100;
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (ofSecond.get() == 0 && System.nanoTime() < deadline) {
      write(written++, 1);
    }

    // Then
    int all = written;
    await().atMost(PATIENCE).until(() -> seen.size() >= all);
    assertThat(ofSecond).hasPositiveValue();
    assertThat(seen).containsExactlyInAnyOrderElementsOf(numbers(all));
  }

  @Test
  void beginsAgainWithTheFirstThatIsNotAcknowledged() throws Exception {
    // Given
    create(1);
    write(0, 25);
    List<Integer> acknowledged = Collections.synchronizedList(new ArrayList<>());
    CountDownLatch third = new CountDownLatch(1);
    Running first =
        start(
            NEVER,
            batch -> {
              if (acknowledged.size() == 20) {
                third.countDown();
                new CountDownLatch(1).await();
              }
              batch.forEach(entry -> acknowledged.add(number(entry)));
            });
    third.await();

    // When
    first.end();
    start(OFTEN, batch -> batch.forEach(entry -> acknowledged.add(number(entry))));

    // Then
    await().atMost(PATIENCE).until(() -> acknowledged.size() >= 25);
    assertThat(acknowledged).containsExactlyElementsOf(numbers(25));
  }

  @Test
  void triesABatchAgainThatFailed() throws Exception {
    // Given
    create(1);
    write(0, 15);
    List<Integer> acknowledged = Collections.synchronizedList(new ArrayList<>());
    AtomicInteger failures = new AtomicInteger();

    // When
    start(
        OFTEN,
        batch -> {
          if (acknowledged.size() == 10 && failures.getAndIncrement() == 0) {
            throw new IllegalStateException("A failure of a test");
          }
          batch.forEach(entry -> acknowledged.add(number(entry)));
        });

    // Then
    await().atMost(PATIENCE).until(() -> committed() == 15);
    assertThat(acknowledged).containsExactlyElementsOf(numbers(15));
    assertThat(failures).hasValue(2);
  }

  private Running start(Duration commitInterval, SourceLoop.Acceptance acceptance) {
    Map<String, Object> settings =
        SourceThread.settings(
            kafka,
            Map.of(
                ConsumerConfig.GROUP_ID_CONFIG,
                topic,
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                "10"));
    SourceLoop loop =
        new SourceLoop(
            () -> new Counting(settings),
            new SourceTopics(List.of(topic), List.of()),
            acceptance,
            commitInterval);
    Thread thread = new Thread(loop, "loop-of-a-test");
    thread.setDaemon(true);
    thread.start();
    Running started = new Running(loop, thread);
    running.add(started);
    return started;
  }

  private final class Counting extends KafkaConsumer<byte[], byte[]> {
    Counting(Map<String, Object> settings) {
      super(settings);
    }

    @Override
    public void commitAsync(
        Map<TopicPartition, OffsetAndMetadata> offsets, OffsetCommitCallback callback) {
      commits.incrementAndGet();
      super.commitAsync(offsets, callback);
    }
  }

  private void create(int partitions) throws Exception {
    admin.createTopics(List.of(new NewTopic(topic, partitions, (short) 1))).all().get();
  }

  private void write(int from, int count) {
    for (int i = from; i < from + count; i++) {
      byte[] number = Integer.toString(i).getBytes(StandardCharsets.US_ASCII);
      producer.send(new ProducerRecord<>(topic, number, number));
    }
    producer.flush();
  }

  private long committed() throws Exception {
    return admin
        .listConsumerGroupOffsets(topic)
        .partitionsToOffsetAndMetadata()
        .get()
        .values()
        .stream()
        .mapToLong(OffsetAndMetadata::offset)
        .sum();
  }

  private static int number(ConsumerRecord<byte[], byte[]> entry) {
    return Integer.parseInt(new String(entry.value(), StandardCharsets.US_ASCII));
  }

  private static List<Integer> numbers(int count) {
    return IntStream.range(0, count).boxed().toList();
  }
}
