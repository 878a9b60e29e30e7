package io.hooklane.deliverylog;

import io.hooklane.contracts.HeaderSink;
import io.hooklane.contracts.configuration.Configuration;
import io.hooklane.contracts.configuration.ConfigurationKey;
import io.hooklane.contracts.delivery.Delivery;
import io.hooklane.contracts.delivery.DeliveryReport;
import io.hooklane.contracts.id.EnvironmentId;
import io.hooklane.contracts.message.Message;
import io.hooklane.contracts.topic.Topics;
import io.hooklane.topics.ConfigurationCodec;
import io.hooklane.topics.RecordHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes the topics as the other services do. */
public final class TopicWriter implements AutoCloseable {

  private final KafkaProducer<byte[], byte[]> producer;

  public TopicWriter(String bootstrapServers) {
    this.producer =
        new KafkaProducer<>(
            Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  public void configure(Customer customer) {
    customer.configuration().forEach(this::configure);
  }

  public void configure(Configuration configuration) {
    producer.send(
        new ProducerRecord<>(
            Topics.CONFIGURATION.name(),
            bytes(configuration.key().text()),
            ConfigurationCodec.write(configuration)));
    producer.flush();
  }

  /** An environment for tests, with what its messages are searched by. */
  public void configure(EnvironmentId environment, Map<String, String> searchAttributes) {
    configure(
        new Configuration.Environment(
            environment,
            "an environment",
            Configuration.EnvironmentKind.TEST,
            true,
            null,
            null,
            searchAttributes));
  }

  /** Something is configured no longer. */
  public void remove(ConfigurationKey key) {
    producer.send(new ProducerRecord<>(Topics.CONFIGURATION.name(), bytes(key.text()), null));
  }

  public void message(Message message, byte[] payload) {
    var entry = new ProducerRecord<>(Topics.MESSAGES.name(), bytes(message.key()), payload);
    message.writeTo(RecordHeaders.sink(entry.headers()));
    producer.send(entry);
  }

  public void message(Message message, String payload) {
    message(message, bytes(payload));
  }

  /**
   * Publishes so many messages, three of each millisecond.
   *
   * @return them, in the order in which tasks take them
   */
  public List<Message> messages(Customer customer, int count, Instant begin) {
    List<Message> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Message message = customer.message("order.created", begin.plusMillis(i / 3));
      message(message, "{}");
      all.add(message);
    }
    all.sort(
        Comparator.comparing(Message::acceptedAt).thenComparing(message -> message.id().value()));
    flush();
    return all;
  }

  public void delivery(Delivery delivery) {
    var entry =
        new ProducerRecord<>(
            Topics.DELIVERIES.name(), bytes(delivery.endpoint().value()), bytes("{}"));
    delivery.writeTo(RecordHeaders.sink(entry.headers()));
    producer.send(entry);
  }

  /** A message and its delivery to the customer's endpoint. */
  public Delivery routed(Customer customer, Message message, String payload) {
    Delivery delivery = customer.delivery(message);
    message(message, payload);
    delivery(delivery);
    return delivery;
  }

  public void report(DeliveryReport report, String response) {
    report(report, bytes(response));
  }

  public void report(DeliveryReport report, byte[] response) {
    var entry =
        new ProducerRecord<>(
            Topics.ATTEMPTS.name(), bytes(report.subject().endpoint().value()), response);
    report.writeTo(RecordHeaders.sink(entry.headers()));
    producer.send(entry);
  }

  /** A report that lacks what it should end with. */
  public void cutShort(DeliveryReport report) {
    var entry =
        new ProducerRecord<>(
            Topics.ATTEMPTS.name(), bytes(report.subject().endpoint().value()), bytes(""));
    HeaderSink headers = RecordHeaders.sink(entry.headers());
    report.writeTo(
        (name, value) ->
            headers.add(
                name,
                name.equals(Delivery.FIELDS_HEADER)
                    ? Arrays.copyOf(value, value.length - 20)
                    : value));
    producer.send(entry);
  }

  /** A record that follows no contract. */
  public void nonsense(String topic) {
    producer.send(new ProducerRecord<>(topic, bytes("key"), bytes("value")));
  }

  /** Returns when everything is acknowledged. */
  public void flush() {
    producer.flush();
  }

  @Override
  public void close() {
    producer.close();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
