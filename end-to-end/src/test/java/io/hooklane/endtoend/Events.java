package io.hooklane.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Publishes on Kafka as the company's own services would: with a plain producer. */
final class Events implements AutoCloseable {

  /** Where CloudEvents are taken from by default. */
  static final String TOPIC = "hooklane.events";

  private final KafkaProducer<byte[], byte[]> producer;
  private final String bootstrap;

  Events(String bootstrap) {
    this.bootstrap = bootstrap;
    Properties settings = new Properties();
    settings.put("bootstrap.servers", bootstrap);
    settings.put("acks", "all");
    settings.put("linger.ms", "2");
    settings.put("max.request.size", Integer.toString(8 << 20));
    producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** Publishes as a CloudEvent in binary mode; returns once Kafka has it. */
  void publishBinary(String application, Event event) {
    join(sendBinary(application, event));
  }

  /** The same without waiting. */
  Future<RecordMetadata> sendBinary(String application, Event event) {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(TOPIC, application.getBytes(UTF_8), event.payload());
    headers(
        record,
        Map.of(
            "ce_specversion",
            "1.0",
            "ce_id",
            event.id(),
            "ce_source",
            "/end-to-end",
            "ce_type",
            event.type(),
            "ce_hooklaneapp",
            application,
            "content-type",
            "application/json"));
    if (!event.channels().isEmpty()) {
      headers(record, Map.of("ce_hooklanechannels", String.join(",", event.channels())));
    }
    return producer.send(record);
  }

  /** Publishes as a CloudEvent in structured mode; returns once Kafka has it. */
  void publishStructured(String application, Event event) {
    join(sendStructured(application, event));
  }

  /** The same without waiting. */
  Future<RecordMetadata> sendStructured(String application, Event event) {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(TOPIC, application.getBytes(UTF_8), event.asStructured(application));
    headers(record, Map.of("content-type", "application/cloudevents+json; charset=UTF-8"));
    return producer.send(record);
  }

  /** Publishes any record at all; returns once Kafka has it. */
  void publishRaw(byte @Nullable [] key, byte @Nullable [] value, Map<String, String> headers) {
    ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(TOPIC, key, value);
    headers(record, headers);
    join(producer.send(record));
  }

  /** Where Kafka is. */
  String bootstrap() {
    return bootstrap;
  }

  /** Waits for Kafka's acknowledgement. */
  static void join(Future<RecordMetadata> sent) {
    try {
      sent.get();
    } catch (ExecutionException e) {
      throw new AssertionError("Kafka did not take the record", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    producer.close();
  }

  private static void headers(ProducerRecord<byte[], byte[]> record, Map<String, String> headers) {
    headers.forEach((name, value) -> record.headers().add(name, value.getBytes(UTF_8)));
  }
}
