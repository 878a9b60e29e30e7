package io.hooklane.subscription.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.hooklane.contracts.configuration.Configuration;
import io.hooklane.contracts.delivery.Delivery;
import io.hooklane.contracts.message.Message;
import io.hooklane.contracts.topic.Topics;
import io.hooklane.servers.TestServers;
import io.hooklane.topics.ConfigurationCodec;
import io.hooklane.topics.RecordHeaders;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(TestServers.class)
@SuppressWarnings("NullAway.Init") // Fields are set before each test.
class RoutingIT {

  private final Fixtures fixtures = new Fixtures(System.nanoTime());
  private TestServers servers;
  private KafkaProducer<byte[], byte[]> producer;

  @BeforeEach
  void configure() throws ExecutionException, InterruptedException {
    producer =
        new KafkaProducer<>(
            Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, servers.bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    configure(fixtures.anEnvironment(true));
    configure(fixtures.anApplication());
  }

  @AfterEach
  void close() {
    producer.close();
  }

  @Test
  void resolvesWithTheConfigurationThatWasThereBeforeTheMessage()
      throws ExecutionException, InterruptedException {
    // Given
    Configuration.Endpoint endpoint = fixtures.anEndpoint(List.of("order.*"), List.of());
    Configuration.Endpoint witness = fixtures.anEndpoint(List.of(), List.of());
    configure(witness);
    List<Message> whileEnabled = new ArrayList<>();

    // When
    for (int i = 1; i <= 10; i++) {
      configure(endpoint);
      Message delivered = fixtures.aMessage("order.created");
      whileEnabled.add(delivered);
      publish(delivered);
      awaitResolved(2 * i - 1, witness);
      configure(fixtures.disabled(endpoint));
      publish(fixtures.aMessage("order.created"));
      awaitResolved(2 * i, witness);
    }

    // Then
    assertThat(deliveries(3 * whileEnabled.size()))
        .filteredOn(delivery -> delivery.endpoint().equals(endpoint.id()))
        .extracting(Delivery::message)
        .containsExactlyElementsOf(whileEnabled.stream().map(Message::id).toList());
  }

  @Test
  void losesNothingWhenTheBrokerIsKilled() throws ExecutionException, InterruptedException {
    // Given
    configure(fixtures.anEndpoint(List.of(), List.of()));
    List<Message> expected = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      Message message = fixtures.aMessage("order.created");
      expected.add(message);
      publish(message);
    }

    // When
    servers.kafka().kill();
    servers.kafka().start();
    Message afterwards = fixtures.aMessage("order.created");
    expected.add(afterwards);
    publish(afterwards);

    // Then
    assertThat(deliveries(expected.size()))
        .extracting(Delivery::message)
        .containsAll(expected.stream().map(Message::id).toList());
  }

  private void configure(Configuration configuration)
      throws ExecutionException, InterruptedException {
    producer
        .send(
            new ProducerRecord<>(
                Topics.CONFIGURATION.name(),
                configuration.key().text().getBytes(StandardCharsets.UTF_8),
                ConfigurationCodec.write(configuration)))
        .get();
  }

  /**
   * A change that comes before a message is resolved may well hold for it, since it holds for what
   * is resolved after it: the witness, who is never disabled, tells when that is over.
   */
  private void awaitResolved(int messages, Configuration.Endpoint witness) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () ->
                deliveries(messages).stream()
                        .filter(delivery -> delivery.endpoint().equals(witness.id()))
                        .count()
                    >= messages);
  }

  private void publish(Message message) throws ExecutionException, InterruptedException {
    ProducerRecord<byte[], byte[]> entry =
        new ProducerRecord<>(
            Topics.MESSAGES.name(),
            message.key().getBytes(StandardCharsets.UTF_8),
            "{}".getBytes(StandardCharsets.UTF_8));
    message.writeTo(RecordHeaders.sink(entry.headers()));
    producer.send(entry).get();
  }

  /** This test's deliveries in order, once there are as many different ones. */
  private List<Delivery> deliveries(int count) {
    Map<String, Object> settings = new HashMap<>();
    settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, servers.bootstrapServers());
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(Topics.DELIVERIES.name()).stream()
              .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      List<Delivery> found = new ArrayList<>();
      Awaitility.await()
          .atMost(Duration.ofSeconds(90))
          .pollInSameThread()
          .pollInterval(Duration.ofMillis(1))
          .until(
              () -> {
                consumer
                    .poll(Duration.ofMillis(200))
                    .forEach(
                        entry ->
                            found.add(Delivery.readFrom(RecordHeaders.source(entry.headers()))));
                found.removeIf(other -> !other.application().equals(fixtures.application));
                return found.stream().map(Delivery::id).distinct().count() >= count;
              });
      return found;
    }
  }
}
