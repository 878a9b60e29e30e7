package io.hooklane.dispatcher;

import io.hooklane.contracts.configuration.Configuration;
import io.hooklane.contracts.configuration.Configuration.Ordering;
import io.hooklane.contracts.delivery.Delivery;
import io.hooklane.contracts.delivery.DeliveryReport;
import io.hooklane.contracts.delivery.Trigger;
import io.hooklane.contracts.health.EndpointVerdict;
import io.hooklane.contracts.id.ApplicationId;
import io.hooklane.contracts.id.DeliveryId;
import io.hooklane.contracts.id.EndpointId;
import io.hooklane.contracts.id.EnvironmentId;
import io.hooklane.contracts.id.MessageId;
import io.hooklane.contracts.message.ExpungedMessage;
import io.hooklane.contracts.topic.Topics;
import io.hooklane.sealing.Keyset;
import io.hooklane.sealing.MasterKey;
import io.hooklane.topics.ConfigurationCodec;
import io.hooklane.topics.RecordHeaders;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** What the other services would write for the dispatcher, and read of it. */
final class Upstream implements AutoCloseable {

  private static final SplittableRandom RANDOM = new SplittableRandom();
  private static final EnvironmentId ENVIRONMENT = EnvironmentId.random(Instant.now(), RANDOM);
  private static final ApplicationId APPLICATION = ApplicationId.random(Instant.now(), RANDOM);
  static final String SECRET =
      "whsec_"
          + Base64.getEncoder()
              .encodeToString("a secret of 24 bytes ...".getBytes(StandardCharsets.UTF_8));

  private final KafkaProducer<byte[], byte[]> producer;
  private final KafkaConsumer<byte[], byte[]> attempts;
  private final MasterKey master;
  private final List<Report> reports = new ArrayList<>();
  private final KafkaConsumer<byte[], byte[]> health;
  private final List<EndpointVerdict> verdicts = new ArrayList<>();

  /** One record of the attempts' topic. */
  record Report(DeliveryReport report, byte[] response) {}

  Upstream(String bootstrapServers, Path masterKey) throws Exception {
    master = new MasterKey(Keyset.parse(Files.readString(masterKey)));
    producer =
        new KafkaProducer<>(
            Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    attempts = reading(bootstrapServers, Topics.ATTEMPTS.name());
    health = reading(bootstrapServers, Topics.ENDPOINT_HEALTH.name());
  }

  private static KafkaConsumer<byte[], byte[]> reading(String bootstrapServers, String topic) {
    KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    consumer.assign(
        consumer.partitionsFor(topic).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList());
    return consumer;
  }

  /** Configures an endpoint that takes everything. */
  EndpointId endpoint(String url) throws Exception {
    return endpoint(url, false, null);
  }

  EndpointId endpoint(String url, boolean disabled, @Nullable List<Duration> schedule)
      throws Exception {
    EndpointId id = newEndpoint();
    publish(id, url, disabled, schedule, List.of(SECRET), null);
    return id;
  }

  /** Configures one that takes so many per second. */
  EndpointId throttledEndpoint(String url, int perSecond) throws Exception {
    EndpointId id = newEndpoint();
    publish(id, url, false, List.of(Duration.ofHours(9)), perSecond);
    return id;
  }

  /** Disables one that does not ask for order. */
  void disable(EndpointId id, String url) throws Exception {
    publish(id, url, true, null, List.of(SECRET), null);
  }

  /** Configures the application that all endpoints belong to; null for no rate. */
  void throttleApplication(@Nullable Integer perSecond) throws Exception {
    publish(new Configuration.Application(APPLICATION, ENVIRONMENT, null, "A", perSecond));
  }

  private void publish(
      EndpointId id, String url, boolean disabled, List<Duration> schedule, int perSecond)
      throws Exception {
    publish(
        new Configuration.Endpoint(
            id,
            ENVIRONMENT,
            APPLICATION,
            null,
            url,
            disabled,
            List.of(),
            List.of(),
            List.of(new Configuration.Secret(seal(id.value(), SECRET), null)),
            perSecond,
            schedule,
            "",
            null,
            null,
            null,
            null,
            Configuration.Sending.STANDARD));
  }

  /** Configures one that asks for order. */
  EndpointId orderedEndpoint(String url, Ordering ordering, List<Duration> schedule)
      throws Exception {
    EndpointId id = newEndpoint();
    publishOrdered(id, url, false, null, ordering, schedule);
    return id;
  }

  /** Configures one that asks for order, with this rate. */
  EndpointId orderedEndpoint(String url, int throttleRate) throws Exception {
    EndpointId id = newEndpoint();
    Ordering ordering = new Ordering(Duration.ofDays(1), Configuration.WhenTooOld.SKIP);
    publishOrdered(id, url, false, throttleRate, ordering, null);
    return id;
  }

  /** Disables one that asks for order. */
  void disableOrdered(EndpointId id, String url, Ordering ordering) throws Exception {
    publishOrdered(id, url, true, null, ordering, List.of());
  }

  private void publishOrdered(
      EndpointId id,
      String url,
      boolean disabled,
      @Nullable Integer throttleRate,
      Ordering ordering,
      @Nullable List<Duration> schedule)
      throws Exception {
    publish(
        new Configuration.Endpoint(
            id,
            ENVIRONMENT,
            APPLICATION,
            null,
            url,
            disabled,
            List.of(),
            List.of(),
            List.of(new Configuration.Secret(seal(id.value(), SECRET), null)),
            throttleRate,
            schedule,
            "",
            null,
            null,
            null,
            null,
            new Configuration.Sending(
                ordering,
                Configuration.Signature.STANDARD,
                Configuration.HttpVersion.HTTP_1_1,
                null,
                null,
                null)));
  }

  /** Configures one with these secrets, the newest first, and headers (a JSON object). */
  EndpointId endpoint(String url, List<String> secrets, String headers) throws Exception {
    EndpointId id = newEndpoint();
    publish(id, url, false, null, secrets, seal(id.value() + "/headers", headers));
    return id;
  }

  /** Configures one with headers that were sealed for another. */
  EndpointId endpointWithAnothersHeaders(String url) throws Exception {
    EndpointId id = newEndpoint();
    publish(id, url, false, null, List.of(SECRET), seal(newEndpoint() + "/headers", "{}"));
    return id;
  }

  private static EndpointId newEndpoint() {
    return EndpointId.random(Instant.now(), RANDOM);
  }

  private String seal(String context, String text) {
    return master.seal(context, text.getBytes(StandardCharsets.UTF_8));
  }

  private void publish(
      EndpointId id,
      String url,
      boolean disabled,
      @Nullable List<Duration> schedule,
      List<String> secrets,
      @Nullable String headers)
      throws Exception {
    publish(
        new Configuration.Endpoint(
            id,
            ENVIRONMENT,
            APPLICATION,
            null,
            url,
            disabled,
            List.of(),
            List.of(),
            secrets.stream()
                .map(secret -> new Configuration.Secret(seal(id.value(), secret), null))
                .toList(),
            null,
            schedule,
            "",
            null,
            headers,
            null,
            null,
            Configuration.Sending.STANDARD));
  }

  private long lastConfigurationOffset = -1;

  private void publish(Configuration configuration) throws Exception {
    lastConfigurationOffset =
        producer
            .send(
                new ProducerRecord<>(
                    Topics.CONFIGURATION.name(),
                    configuration.key().text().getBytes(StandardCharsets.UTF_8),
                    ConfigurationCodec.write(configuration)))
            .get()
            .offset();
  }

  /** Resolves a message for an endpoint, with all configuration that was published before. */
  Delivery deliver(EndpointId endpoint, byte[] body) throws Exception {
    Delivery delivery = delivery(endpoint, Trigger.SCHEDULED);
    write(delivery, body).get();
    return delivery;
  }

  /** Resolves so many messages for an endpoint, and waits until Kafka has them. */
  void deliver(EndpointId endpoint, byte[] body, int count) {
    for (int i = 0; i < count; i++) {
      write(delivery(endpoint, Trigger.SCHEDULED), body);
    }
    producer.flush();
  }

  /** Says that nothing of its message may be sent any more. */
  void expunge(Delivery delivery) throws Exception {
    ProducerRecord<byte[], byte[]> outgoing =
        new ProducerRecord<>(
            Topics.EXPUNGED.name(),
            delivery.message().value().getBytes(StandardCharsets.UTF_8),
            new byte[0]);
    new ExpungedMessage(delivery.message(), ENVIRONMENT, APPLICATION, Instant.now())
        .writeTo(RecordHeaders.sink(outgoing.headers()));
    producer.send(outgoing).get();
  }

  Delivery resend(EndpointId endpoint, byte[] body) throws Exception {
    Delivery delivery = delivery(endpoint, Trigger.MANUAL);
    write(delivery, body).get();
    return delivery;
  }

  /** Whether a full lane of one holds up the other, when both ask for order. */
  boolean shareAPartition(EndpointId one, EndpointId other) {
    int partitions = producer.partitionsFor(Topics.ORDERED_DELIVERIES.name()).size();
    return partition(one, partitions) == partition(other, partitions);
  }

  private static int partition(EndpointId endpoint, int of) {
    return BuiltInPartitioner.partitionForKey(
        endpoint.value().getBytes(StandardCharsets.UTF_8), of);
  }

  /** Resolves a message for an endpoint that asks for order. */
  Delivery deliverInOrder(EndpointId endpoint, Instant acceptedAt, byte[] body) {
    Delivery delivery = delivery(endpoint, Trigger.SCHEDULED, acceptedAt);
    write(Topics.ORDERED_DELIVERIES.name(), delivery, body);
    return delivery;
  }

  Future<?> write(Delivery delivery, byte[] body) {
    return write(Topics.DELIVERIES.name(), delivery, body);
  }

  private Future<?> write(String topic, Delivery delivery, byte[] body) {
    ProducerRecord<byte[], byte[]> outgoing =
        new ProducerRecord<>(
            topic, delivery.endpoint().value().getBytes(StandardCharsets.UTF_8), body);
    delivery.writeTo(RecordHeaders.sink(outgoing.headers()));
    return producer.send(outgoing);
  }

  Future<?> writeRaw(byte @Nullable [] key, byte @Nullable [] body) {
    return producer.send(new ProducerRecord<>(Topics.DELIVERIES.name(), key, body));
  }

  Delivery delivery(EndpointId endpoint, Trigger trigger) {
    return delivery(endpoint, trigger, Instant.now());
  }

  private Delivery delivery(EndpointId endpoint, Trigger trigger, Instant now) {
    MessageId message = MessageId.random(now, RANDOM);
    return new Delivery(
        DeliveryId.of(message, endpoint),
        message,
        ENVIRONMENT,
        APPLICATION,
        endpoint,
        "order.created",
        now,
        "application/json",
        1,
        trigger,
        now,
        0,
        lastConfigurationOffset + 1,
        null);
  }

  /** All reports on this delivery that there are by now. */
  List<Report> reportsOn(Delivery delivery) {
    for (var polled : attempts.poll(Duration.ofMillis(50))) {
      reports.add(
          new Report(
              DeliveryReport.readFrom(RecordHeaders.source(polled.headers())), polled.value()));
    }
    return reports.stream()
        .filter(one -> one.report().subject().delivery().equals(delivery.id()))
        .toList();
  }

  /** All verdicts on this endpoint that there are by now. */
  List<EndpointVerdict> verdictsOn(EndpointId endpoint) {
    for (var polled : health.poll(Duration.ofMillis(50))) {
      verdicts.add(EndpointVerdict.readFrom(RecordHeaders.source(polled.headers())));
    }
    return verdicts.stream().filter(one -> one.endpoint().equals(endpoint)).toList();
  }

  @Override
  public void close() {
    health.close();
    producer.close();
    attempts.close();
  }
}
