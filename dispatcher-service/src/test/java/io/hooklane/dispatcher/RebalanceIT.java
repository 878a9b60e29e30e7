package io.hooklane.dispatcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hooklane.contracts.configuration.Configuration.Ordering;
import io.hooklane.contracts.configuration.Configuration.WhenTooOld;
import io.hooklane.contracts.delivery.Delivery;
import io.hooklane.contracts.delivery.DeliveryReport.Attempt;
import io.hooklane.contracts.delivery.DeliveryState;
import io.hooklane.contracts.id.EndpointId;
import io.hooklane.contracts.topic.DelayTier;
import io.hooklane.contracts.topic.Topics;
import io.hooklane.servers.TestServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.RangeAssignor;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of deliveries in hand when another dispatcher comes and goes. */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
@TestProfile(RebalanceIT.Profile.class)
class RebalanceIT {

  private static final byte[] BODY = "{}".getBytes(UTF_8);
  private static final Duration DRAIN = Duration.ofSeconds(5);

  /** It outlasts the drain, which begins within the two seconds until the next heartbeat. */
  private static final Duration DEADLINE = Duration.ofSeconds(9);

  private static final List<Duration> LATER = List.of(Duration.ofHours(1), Duration.ofHours(1));

  private Receiver receiver;
  private Upstream upstream;

  public static final class Profile implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "hooklane.intake.rebalance-drain", DRAIN.toSeconds() + "s",
          "hooklane.sending.deadline", DEADLINE.toSeconds() + "s",
          "hooklane.egress.allowed-ranges", "127.0.0.1/32");
    }
  }

  @BeforeEach
  void start() throws Exception {
    receiver = new Receiver();
    upstream =
        new Upstream(
            config("kafka.bootstrap.servers"), Path.of(config("hooklane.master-key.file")));
  }

  @AfterEach
  void stop() {
    upstream.close();
    receiver.close();
  }

  @Test
  void whatIsUnderWayForLongerThanItIsWaitedForGoesOnOnce() throws Exception {
    // Given
    receiver.answering("/hangs", (number, request) -> {});
    EndpointId endpoint = upstream.endpoint(receiver.url("/hangs"), false, LATER);
    List<Delivery> deliveries = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      deliveries.add(upstream.deliver(endpoint, BODY));
    }
    await().until(() -> receiver.at("/hangs").size() == deliveries.size());

    // When
    anotherComesAndGoes();

    // Then
    try (KafkaConsumer<byte[], byte[]> tiers = readerOfTiers()) {
      List<String> hops = new ArrayList<>();
      await()
          .atMost(DEADLINE.multipliedBy(4))
          .during(DEADLINE.plusSeconds(1))
          .until(
              () -> {
                readDeliveries(tiers, hops);
                return deliveries.stream().allMatch(one -> hops.contains(one.id().value()));
              });
      assertThat(hops)
          .containsExactlyInAnyOrderElementsOf(
              deliveries.stream().map(one -> one.id().value()).toList());
    }
    for (Delivery delivery : deliveries) {
      assertThat(upstream.reportsOn(delivery))
          .hasSizeGreaterThan(1)
          .allSatisfy(
              one -> {
                assertThat(one.report().state()).isEqualTo(DeliveryState.PENDING);
                assertThat(((Attempt) one.report()).number()).isEqualTo(1);
              });
    }
  }

  @Test
  void theOrderedOneWhoseAttemptFailsMeanwhileIsNotWaitedForAnyLonger() throws Exception {
    // Given
    receiver.answering(
        "/order",
        (number, request) ->
            receiver.later(3_000, () -> request.response().setStatusCode(500).end()));
    Ordering ordering = new Ordering(Duration.ofDays(1), WhenTooOld.SKIP);
    EndpointId endpoint = upstream.orderedEndpoint(receiver.url("/order"), ordering, LATER);
    Delivery delivery = upstream.deliverInOrder(endpoint, Instant.now(), BODY);
    await().until(() -> !receiver.at("/order").isEmpty());

    // When
    Duration took = anotherComesAndGoes();

    // Then
    assertThat(took).isLessThan(DRAIN);
    upstream.expunge(delivery);
  }

  /** How long it took until the other had its part of the partitions. */
  private static Duration anotherComesAndGoes() {
    Instant from = Instant.now();
    try (KafkaConsumer<byte[], byte[]> other =
        consumer(
            Map.of(
                ConsumerConfig.GROUP_ID_CONFIG,
                "hooklane-dispatcher",
                ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
                RangeAssignor.class.getName(),
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false))) {
      other.subscribe(
          List.of(
              Topics.DELIVERIES.name(),
              Topics.ORDERED_DELIVERIES.name(),
              Topics.DUE_DELIVERIES.name()));
      await()
          .atMost(Duration.ofSeconds(30))
          .until(
              () -> {
                other.poll(Duration.ofMillis(50));
                return !other.assignment().isEmpty();
              });
      return Duration.between(from, Instant.now());
    }
  }

  private static KafkaConsumer<byte[], byte[]> readerOfTiers() {
    KafkaConsumer<byte[], byte[]> reader = consumer(Map.of());
    List<TopicPartition> all =
        Arrays.stream(DelayTier.values())
            .flatMap(tier -> reader.partitionsFor(tier.topic().name()).stream())
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    reader.assign(all);
    reader.seekToBeginning(all);
    return reader;
  }

  private static void readDeliveries(KafkaConsumer<byte[], byte[]> from, List<String> into) {
    for (var polled : from.poll(Duration.ofMillis(50))) {
      into.add(new String(polled.headers().lastHeader(Delivery.ID_HEADER).value(), UTF_8));
    }
  }

  private static KafkaConsumer<byte[], byte[]> consumer(Map<String, Object> more) {
    Map<String, Object> settings = new HashMap<>(more);
    settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, config("kafka.bootstrap.servers"));
    return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  private static String config(String name) {
    return ConfigProvider.getConfig().getValue(name, String.class);
  }
}
