package io.hooklane.dispatcher.delay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hooklane.contracts.delivery.Delivery;
import io.hooklane.contracts.id.EndpointId;
import io.hooklane.contracts.topic.DelayTier;
import io.hooklane.contracts.topic.Topic;
import io.hooklane.contracts.topic.Topics;
import io.hooklane.dispatcher.Deliveries;
import io.hooklane.dispatcher.reporting.KafkaWriter;
import io.hooklane.servers.KafkaServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Where deliveries go that come out of a delay tier. */
class DelayThreadIT {

  private static final Duration REST = Duration.ofMillis(30_800);
  private static final byte[] BODY = "body".getBytes(UTF_8);
  private static final Runnable NOP = () -> {};
  private static final KafkaServer KAFKA = KafkaServer.temporary();

  private volatile Duration rest = Duration.ZERO;
  private final EndpointId endpoint =
      new EndpointId("ep_0" + UUID.randomUUID().toString().replace("-", "").substring(0, 26));
  private final Instant due = Instant.ofEpochMilli(System.currentTimeMillis() + 1_400);

  @BeforeAll
  static void startKafka() throws Exception {
    KAFKA.start();
    try (Admin admin = Admin.create(connection())) {
      admin
          .createTopics(
              Stream.concat(
                      Arrays.stream(DelayTier.values()).map(DelayTier::topic),
                      Stream.of(Topics.DUE_DELIVERIES))
                  .map(topic -> new NewTopic(topic.name(), 1, (short) 1))
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
  void whatWaitedLongEnoughGoesToTheIntake() {
    try (KafkaWriter writer = new KafkaWriter(connection(), "test");
        KafkaConsumer<byte[], byte[]> intake = reader(Topics.DUE_DELIVERIES)) {
      DelayThread thread = start(writer);

      writer.write(delivery(), () -> {});
      ConsumerRecord<byte[], byte[]> came = first(intake);

      thread.stop();
      assertThat(header(came, Delivery.DUE_HEADER)).isEqualTo(Long.toString(due.toEpochMilli()));
      assertThat(header(came, "other")).isEqualTo("kept");
      assertThat(new String(came.value(), UTF_8)).isEqualTo("body");
    }
  }

  @Test
  void whatComesBackDuringAnOutageRestsOnceMoreWithoutTroublingTheLane() {
    try (KafkaWriter writer = new KafkaWriter(connection(), "test");
        KafkaConsumer<byte[], byte[]> intake = reader(Topics.DUE_DELIVERIES);
        KafkaConsumer<byte[], byte[]> tier = reader(DelayTier.THIRTY_SECONDS.topic())) {
      DelayThread thread = start(writer);
      Instant before = Instant.now();
      rest = REST;

      writer.write(delivery(), () -> {});
      ConsumerRecord<byte[], byte[]> came = first(tier);

      thread.stop();
      Instant again = Instant.ofEpochMilli(Long.parseLong(header(came, Delivery.DUE_HEADER)));
      assertThat(again).isBetween(before.plus(REST), Instant.now().plus(REST));
      assertThat(header(came, "other")).isEqualTo("kept");
      assertThat(new String(came.value(), UTF_8)).isEqualTo("body");
      assertThat(intake.poll(Duration.ZERO)).noneMatch(this::isOurs);
    }
  }

  @Test
  void aBrokersClockThatIsBehindMakesNoMoreHops() {
    Clock ahead = Clock.offset(Clock.systemUTC(), Duration.ofSeconds(10));
    try (KafkaWriter writer = new KafkaWriter(connection(), "test");
        KafkaConsumer<byte[], byte[]> intake = reader(Topics.DUE_DELIVERIES);
        KafkaConsumer<byte[], byte[]> tier = reader(DelayTier.FIVE_SECONDS.topic())) {
      DelayThread thread = start(writer, ahead);
      Instant in12Seconds = Instant.ofEpochMilli(ahead.millis() + 12_000);
      Delivery delivery = Deliveries.aDelivery().retriedAt(in12Seconds);

      new DelayLadder(writer, ahead).putOff(delivery, endpoint.value().getBytes(UTF_8), BODY, NOP);
      ConsumerRecord<byte[], byte[]> came = first(intake);

      Instant then = ahead.instant();
      thread.stop();
      assertThat(then).isBetween(in12Seconds.minusSeconds(1), in12Seconds);
      assertThat(came.headers()).extracting(Header::key).doesNotContain(DelayLadder.SINCE);
      assertThat(tier.poll(Duration.ofSeconds(1))).filteredOn(this::isOurs).hasSize(2);
    }
  }

  private DelayThread start(KafkaWriter writer) {
    return start(writer, Clock.systemUTC());
  }

  private DelayThread start(KafkaWriter writer, Clock clock) {
    DelayVitals vitals = new DelayVitals(clock, new Defaults(), new SimpleMeterRegistry());
    DelayThread thread =
        new DelayThread(connection(), writer, this::rest, new Defaults(), clock, vitals);
    thread.start();
    await().until(vitals::ready);
    return thread;
  }

  private ProducerRecord<byte[], byte[]> delivery() {
    ProducerRecord<byte[], byte[]> delivery =
        new ProducerRecord<>(
            DelayTier.ONE_SECOND.topic().name(),
            endpoint.value().getBytes(UTF_8),
            "body".getBytes(UTF_8));
    delivery.headers().add("other", "kept".getBytes(UTF_8));
    delivery.headers().add(Delivery.DUE_HEADER, Long.toString(due.toEpochMilli()).getBytes(UTF_8));
    return delivery;
  }

  private Duration rest(byte[] key, long now) {
    return new String(key, UTF_8).equals(endpoint.value()) ? rest : Duration.ZERO;
  }

  private ConsumerRecord<byte[], byte[]> first(KafkaConsumer<byte[], byte[]> from) {
    List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> {
              from.poll(Duration.ofMillis(50)).forEach(found::add);
              found.removeIf(record -> !isOurs(record));
              return !found.isEmpty();
            });
    return found.getFirst();
  }

  private boolean isOurs(ConsumerRecord<byte[], byte[]> record) {
    return new String(record.key(), UTF_8).equals(endpoint.value());
  }

  private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    assertThat(record.headers().headers(name)).hasSize(1);
    return new String(record.headers().lastHeader(name).value(), UTF_8);
  }

  private static KafkaConsumer<byte[], byte[]> reader(Topic topic) {
    KafkaConsumer<byte[], byte[]> reader =
        new KafkaConsumer<>(connection(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    TopicPartition only = new TopicPartition(topic.name(), 0);
    reader.assign(List.of(only));
    reader.seekToBeginning(List.of(only));
    return reader;
  }

  private static Map<String, Object> connection() {
    return Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, KAFKA.bootstrapServers());
  }

  /** As it is configured by default. */
  private record Defaults() implements DelayConfig {

    @Override
    public int underWay() {
      return 4_096;
    }

    @Override
    public Duration drain() {
      return Duration.ofSeconds(5);
    }

    @Override
    public Duration commitInterval() {
      return Duration.ofMillis(100);
    }

    @Override
    public Duration stuckAfter() {
      return Duration.ofSeconds(60);
    }
  }
}
