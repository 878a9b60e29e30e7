package io.hooklane.bench.bare;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.Unpooled;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Semaphore;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * One consumer thread, one web client, no logic and no log: each record is signed and posted to the
 * endpoint that is its key, so many at a time, and a poll is committed when all of it was answered.
 */
final class BareLoop {

  private static final Duration POLL = Duration.ofMillis(100);
  private static final int POLLED = 500;

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Context context;
  private final WebClient client;
  private final Semaphore inFlight;
  private final int port;
  private final Signature signature = new Signature(new byte[24]);
  private final Deque<Batch> batches = new ArrayDeque<>();

  BareLoop(String bootstrap, String topic, int port, int inFlight) {
    this.port = port;
    this.inFlight = new Semaphore(inFlight);
    Vertx vertx = Vertx.vertx();
    this.context = vertx.getOrCreateContext();
    this.client =
        WebClient.create(
            vertx, new WebClientOptions().setMaxPoolSize(inFlight).setFollowRedirects(false));
    Properties settings = new Properties();
    settings.put("bootstrap.servers", bootstrap);
    settings.put("group.id", "hooklane-bench-bare");
    settings.put("enable.auto.commit", "false");
    settings.put("auto.offset.reset", "earliest");
    settings.put("max.poll.records", Integer.toString(POLLED));
    settings.put("receive.buffer.bytes", "-1");
    settings.put("send.buffer.bytes", "-1");
    this.consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    consumer.subscribe(List.of(topic));
  }

  /** Goes on for ever. */
  void run() {
    while (true) {
      ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
      if (!records.isEmpty()) {
        Batch batch = Batch.of(records);
        batches.add(batch);
        for (ConsumerRecord<byte[], byte[]> record : records) {
          inFlight.acquireUninterruptibly();
          context.runOnContext(start -> post(record, batch));
        }
      }
      commitThoseDone();
    }
  }

  private void commitThoseDone() {
    while (!batches.isEmpty() && batches.getFirst().isDone()) {
      consumer.commitAsync(batches.removeFirst().end(), null);
    }
  }

  private void post(ConsumerRecord<byte[], byte[]> record, Batch batch) {
    String id = "msg_" + record.partition() + "_" + record.offset();
    String timestamp = Long.toString(System.currentTimeMillis() / 1_000);
    client
        .post(port, "127.0.0.1", "/h/" + new String(record.key(), US_ASCII))
        .putHeader("content-type", "application/json")
        .putHeader("user-agent", "bare")
        .putHeader("webhook-id", id)
        .putHeader("webhook-timestamp", timestamp)
        .putHeader("webhook-signature", signature.of(id, timestamp, record.value()))
        .sendBuffer(Buffer.buffer(Unpooled.wrappedBuffer(record.value())))
        .onComplete(
            answered -> {
              batch.left().decrementAndGet();
              inFlight.release();
            });
  }
}
