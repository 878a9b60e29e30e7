package io.hooklane.bench;

import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Publishes events on Kafka, as fast as they are received or at a rate of its own. */
final class Publisher implements AutoCloseable {

  /** To ask the receiver more often would take a twentieth of the machine. */
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private final KafkaProducer<byte[], byte[]> producer;
  private final AtomicLong refused = new AtomicLong();

  Publisher(String bootstrap) {
    Properties settings = new Properties();
    settings.put("bootstrap.servers", bootstrap);
    settings.put("acks", "all");
    settings.put("linger.ms", "2");
    settings.put("batch.size", Integer.toString(64 << 10));
    settings.put("max.request.size", Integer.toString(8 << 20));
    producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /**
   * Publishes while it is to go on, never more deliveries ahead of the receiver than are allowed.
   *
   * @param delivered what has been received so far
   * @return events published
   */
  long flood(
      Sink sink,
      int run,
      Payload payload,
      int outstanding,
      BooleanSupplier goesOn,
      LongSupplier delivered) {
    long published = 0;
    while (goesOn.getAsBoolean()) {
      long room = (outstanding - published * sink.fanOut() + delivered.getAsLong()) / sink.fanOut();
      for (long i = 0; i < room && goesOn.getAsBoolean(); i++) {
        send(sink.record(run, published, payload.of(published, Payload.nowMicros())));
        published++;
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
    finish();
    return published;
  }

  /** Publishes so many events at once. */
  void publish(Sink sink, int run, Payload payload, long from, long to) {
    for (long sequence = from; sequence < to; sequence++) {
      send(sink.record(run, sequence, payload.of(sequence, Payload.nowMicros())));
    }
    finish();
  }

  /**
   * Publishes at a rate, whatever is received. Each payload bears when it was due, so that a
   * publisher that is late makes the latency longer, not shorter.
   *
   * @return events published
   */
  long pace(Sink sink, int run, Payload payload, double perSecond, double seconds) {
    long events = Math.round(perSecond * seconds);
    long began = System.nanoTime();
    long beganMicros = Payload.nowMicros();
    for (long i = 0; i < events; i++) {
      long due = (long) (i / perSecond * 1e9);
      for (long left = began + due - System.nanoTime();
          left > 0;
          left = began + due - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
      send(sink.record(run, i, payload.of(i, beganMicros + due / 1_000)));
    }
    finish();
    return events;
  }

  @Override
  public void close() {
    producer.close();
  }

  /** Publishes any record. */
  void send(ProducerRecord<byte[], byte[]> record) {
    producer.send(
        record,
        (metadata, problem) -> {
          if (problem != null) {
            refused.incrementAndGet();
          }
        });
  }

  /**
   * Waits until Kafka has all of it.
   *
   * @throws BenchException when it did not take something
   */
  void finish() {
    producer.flush();
    if (refused.get() > 0) {
      throw new BenchException("Kafka did not take " + refused.get() + " events");
    }
  }
}
