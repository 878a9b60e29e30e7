package io.hooklane.subscription.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hooklane.contracts.configuration.Configuration;
import io.hooklane.contracts.delivery.Delivery;
import io.hooklane.contracts.id.DeliveryId;
import io.hooklane.contracts.message.Message;
import io.hooklane.topics.RecordHeaders;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ResolverTest {

  private final Fixtures fixtures = new Fixtures();
  private final RoutingTable table = new RoutingTable();
  private final Clock clock = Clock.fixed(Fixtures.NOW.plusSeconds(1), ZoneOffset.UTC);
  private final SeenMessages seen = new SeenMessages(Duration.ofMinutes(5), 100, clock);
  private final RoutingMetrics metrics = RoutingMetrics.in(new SimpleMeterRegistry());
  private final AtomicInteger failures = new AtomicInteger();

  /** Fails the first sends of a test, then acknowledges. */
  private final MockProducer<byte[], byte[]> producer =
      new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer()) {
        @Override
        public synchronized Future<RecordMetadata> send(
            ProducerRecord<byte[], byte[]> entry, Callback callback) {
          if (failures.getAndDecrement() <= 0) {
            return super.send(entry, callback);
          }
          TimeoutException failure = new TimeoutException("Kafka is away");
          callback.onCompletion(null, failure);
          return CompletableFuture.failedFuture(failure);
        }
      };

  private final Configuration.Endpoint endpoint = fixtures.anEndpoint(List.of(), List.of());

  @BeforeEach
  void configure() {
    table.changed(fixtures.anEnvironment(true));
    table.changed(fixtures.anApplication());
    table.changed(endpoint);
  }

  @Test
  void sendsTheBodyUnchangedWithAllThatItsDeliveryNeeds() throws InterruptedException {
    // Given
    Message message = fixtures.aMessage("order.created");

    // When
    resolve(caughtUp(), Fixtures.entry(0, message, "{ \"a\" : 1.0 }"));

    // Then
    ProducerRecord<byte[], byte[]> sent = producer.history().getFirst();
    assertThat(sent.topic()).isEqualTo("hooklane.deliveries");
    assertThat(sent.key()).asString(StandardCharsets.UTF_8).isEqualTo(endpoint.id().value());
    assertThat(sent.value()).asString(StandardCharsets.UTF_8).isEqualTo("{ \"a\" : 1.0 }");
    Delivery delivery = Delivery.readFrom(RecordHeaders.source(sent.headers()));
    assertThat(delivery.id()).isEqualTo(DeliveryId.of(message.id(), endpoint.id()));
    assertThat(delivery.attempt()).isEqualTo(1);
    assertThat(delivery.dueAt()).isEqualTo(message.acceptedAt());
    assertThat(delivery.configurationOffset()).isEqualTo(17);
  }

  @Test
  void whatMustKeepItsOrderHasATopicOfItsOwn() throws InterruptedException {
    // Given
    table.changed(fixtures.ordered(endpoint));

    // When
    resolve(caughtUp(), Fixtures.entry(0, fixtures.aMessage("order.created"), "{}"));

    // Then
    ProducerRecord<byte[], byte[]> sent = producer.history().getFirst();
    assertThat(sent.topic()).isEqualTo("hooklane.deliveries.ordered");
    assertThat(sent.key()).asString(StandardCharsets.UTF_8).isEqualTo(endpoint.id().value());
  }

  @Test
  void dropsRepeatsOfWhatIsAcknowledgedInThisBatchOrBefore() throws InterruptedException {
    // Given
    Message message = fixtures.aMessage("order.created");
    resolve(caughtUp(), Fixtures.entry(0, message, "{}"), Fixtures.entry(0, message, "{}"));

    // When
    resolve(caughtUp(), Fixtures.entry(0, message, "{}"));

    // Then
    assertThat(producer.history()).hasSize(1);
    assertThat(metrics.repeats().count()).isEqualTo(2);
  }

  @Test
  void resolvesABatchAgainUntilAllOfItIsAcknowledged() throws InterruptedException {
    // Given
    failures.set(2);

    // When
    resolve(caughtUp(), Fixtures.entry(0, fixtures.aMessage("order.created"), "{}"));

    // Then
    assertThat(producer.history()).hasSize(1);
    assertThat(metrics.deliveries().count()).isEqualTo(1);
  }

  @Test
  void doesNotRememberABatchThatWasGivenUp() {
    // Given
    Message message = fixtures.aMessage("order.created");
    failures.set(Integer.MAX_VALUE);
    Thread.currentThread().interrupt();

    // When
    assertThatThrownBy(() -> resolve(caughtUp(), Fixtures.entry(0, message, "{}")))
        .isInstanceOf(InterruptedException.class);

    // Then
    assertThat(seen.contains(0, message.id())).isFalse();
  }

  @Test
  void asksForTheConfigurationAgainWhenThatFails() throws InterruptedException {
    // Given
    AtomicInteger asked = new AtomicInteger();
    ConfigurationProgress failsOnce =
        new ConfigurationProgress(
            () ->
                asked.incrementAndGet() == 1
                    ? CompletableFuture.failedFuture(new TimeoutException("Kafka is away"))
                    : CompletableFuture.completedFuture(null),
            () -> 17);

    // When
    resolve(failsOnce, Fixtures.entry(0, fixtures.aMessage("order.created"), "{}"));

    // Then
    assertThat(asked).hasValue(2);
    assertThat(producer.history()).hasSize(1);
  }

  @Test
  void passesOverWhatIsNoMessage() throws InterruptedException {
    // Given
    ConsumerRecord<byte[], byte[]> poison =
        new ConsumerRecord<>("hooklane.messages", 0, 0, new byte[0], new byte[0]);

    // When
    resolve(caughtUp(), poison, Fixtures.entry(0, fixtures.aMessage("order.created"), "{}"));

    // Then
    assertThat(producer.history()).hasSize(1);
    assertThat(metrics.unreadable().count()).isEqualTo(1);
  }

  private static ConfigurationProgress caughtUp() {
    return new ConfigurationProgress(() -> CompletableFuture.completedFuture(null), () -> 17);
  }

  @SafeVarargs
  private void resolve(ConfigurationProgress configuration, ConsumerRecord<byte[], byte[]>... batch)
      throws InterruptedException {
    new Resolver(table, configuration, producer, seen, metrics, clock).resolve(List.of(batch));
  }
}
