package io.hooklane.subscription.routing;

import io.hooklane.contracts.UnreadableRecordException;
import io.hooklane.contracts.delivery.Delivery;
import io.hooklane.contracts.delivery.Trigger;
import io.hooklane.contracts.id.DeliveryId;
import io.hooklane.contracts.id.MessageId;
import io.hooklane.contracts.message.Message;
import io.hooklane.topics.RecordHeaders;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.InterruptException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Resolves a batch of messages into deliveries. It returns only when each delivery is acknowledged
 * by Kafka, however long that takes; until then the batch's offsets must not be committed.
 *
 * <p>For one thread. A batch that fails half-way is resolved again from its beginning: deliveries
 * may repeat, under the same ids.
 */
final class Resolver {

  private static final Logger LOG = Logger.getLogger(Resolver.class);
  private static final Duration ONE_WAIT_FOR_CONFIGURATION = Duration.ofSeconds(10);
  private static final long FIRST_PAUSE_MS = 100;
  private static final long LONGEST_PAUSE_MS = 5_000;

  private final RoutingTable table;
  private final ConfigurationProgress configuration;
  private final Producer<byte[], byte[]> producer;
  private final SeenMessages seen;
  private final RoutingMetrics metrics;
  private final Clock clock;

  Resolver(
      RoutingTable table,
      ConfigurationProgress configuration,
      Producer<byte[], byte[]> producer,
      SeenMessages seen,
      RoutingMetrics metrics,
      Clock clock) {
    this.table = table;
    this.configuration = configuration;
    this.producer = producer;
    this.seen = seen;
    this.metrics = metrics;
    this.clock = clock;
  }

  /**
   * Resolves this batch.
   *
   * @throws InterruptedException when the service stops first: the batch is then not done
   */
  void resolve(Iterable<ConsumerRecord<byte[], byte[]>> batch) throws InterruptedException {
    long pause = FIRST_PAUSE_MS;
    while (true) {
      try {
        awaitConfiguration();
        Produced produced = produce(batch);
        producer.flush();
        if (produced.failure.get() == null) {
          done(produced);
          return;
        }
        LOG.warnf(
            produced.failure.get(), "deliveries not acknowledged, resolving their batch again");
      } catch (InterruptException e) {
        throw interrupted(e);
      } catch (ExecutionException | TimeoutException | RuntimeException e) {
        LOG.warn("batch not resolved, trying again", e);
      }
      TimeUnit.MILLISECONDS.sleep(pause);
      pause = Math.min(2 * pause, LONGEST_PAUSE_MS);
    }
  }

  /** Read your writes: what an API answer promised before these messages must hold for them. */
  private void awaitConfiguration()
      throws InterruptedException, ExecutionException, TimeoutException {
    configuration
        .caughtUp()
        .get()
        .get(ONE_WAIT_FOR_CONFIGURATION.toMillis(), TimeUnit.MILLISECONDS);
  }

  private Produced produce(Iterable<ConsumerRecord<byte[], byte[]>> batch) {
    Produced produced = new Produced();
    long configurationOffset = configuration.nextOffset().getAsLong();
    for (ConsumerRecord<byte[], byte[]> entry : batch) {
      Message message = read(entry);
      if (message == null) {
        produced.unreadable++;
      } else if (seen.contains(entry.partition(), message.id())
          || produced.resolved.putIfAbsent(message.id(), entry.partition()) != null) {
        produced.repeats++;
      } else {
        List<Route> routes = table.routesOf(message);
        for (Route route : routes) {
          send(delivery(message, route, configurationOffset), route, entry.value(), produced);
        }
        produced.deliveries += routes.size();
      }
    }
    return produced;
  }

  private static @Nullable Message read(ConsumerRecord<byte[], byte[]> entry) {
    try {
      if (entry.value() == null) {
        throw new UnreadableRecordException("A message has a payload");
      }
      return Message.readFrom(RecordHeaders.source(entry.headers()));
    } catch (UnreadableRecordException e) {
      LOG.errorf(
          "message skipped partition=%d offset=%d reason=%s",
          entry.partition(), entry.offset(), e.getMessage());
      return null;
    }
  }

  private Delivery delivery(Message message, Route route, long configurationOffset) {
    Instant now = clock.instant();
    return new Delivery(
        DeliveryId.of(message.id(), route.endpoint()),
        message.id(),
        message.environment(),
        message.application(),
        route.endpoint(),
        message.eventType(),
        message.acceptedAt(),
        message.contentType(),
        1,
        Trigger.SCHEDULED,
        // The earlier of two clocks: the first attempt is due at once, whichever runs ahead.
        message.acceptedAt().isBefore(now) ? message.acceptedAt() : now,
        0,
        configurationOffset,
        null);
  }

  private void send(Delivery delivery, Route route, byte[] body, Produced produced) {
    ProducerRecord<byte[], byte[]> entry =
        new ProducerRecord<>(route.topic().name(), route.key(), body);
    delivery.writeTo(RecordHeaders.sink(entry.headers()));
    producer.send(
        entry,
        (metadata, failure) -> {
          if (failure != null) {
            produced.failure.compareAndSet(null, failure);
          }
        });
  }

  private void done(Produced produced) {
    produced.resolved.forEach((message, partition) -> seen.add(partition, message));
    metrics.messages().increment(produced.resolved.size());
    metrics.deliveries().increment(produced.deliveries);
    metrics.repeats().increment(produced.repeats);
    metrics.unreadable().increment(produced.unreadable);
  }

  private static InterruptedException interrupted(InterruptException e) {
    // Kafka's exception sets the flag that the one we turn it into stands for.
    Thread.interrupted();
    InterruptedException interrupted = new InterruptedException(e.getMessage());
    interrupted.initCause(e);
    return interrupted;
  }

  /** What one pass over a batch handed to the producer. */
  private static final class Produced {
    /** Each message with its partition, in the batch's order. */
    final Map<MessageId, Integer> resolved = new LinkedHashMap<>();

    final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    long deliveries;
    long repeats;
    long unreadable;
  }
}
