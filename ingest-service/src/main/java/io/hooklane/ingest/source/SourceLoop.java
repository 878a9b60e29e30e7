package io.hooklane.ingest.source;

import io.hooklane.topics.PollPace;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Polls all sources and has each batch accepted, until it is stopped; begins anew after failures.
 * An offset is committed only after its record is acknowledged as a message or as rejected.
 *
 * <p>Accepting blocks the one thread that polls, however long Kafka takes: partitions are then only
 * ever given away between two batches, so that nobody reads on where records are still under way,
 * and their order holds.
 */
final class SourceLoop implements Runnable {

  private static final Logger LOG = Logger.getLogger(SourceLoop.class);
  private static final Duration BETWEEN_POLLS = Duration.ofMillis(8);
  private static final int PLENTY = 250;
  private static final Duration IDLE_POLL = Duration.ofSeconds(1);
  private static final Duration LAST_COMMIT = Duration.ofSeconds(2);
  private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);

  private final Supplier<Consumer<byte[], byte[]>> consumers;
  private final SourceTopics topics;
  private final Acceptance acceptance;
  private final Duration commitInterval;

  /** What is acknowledged and, as far as is known, not committed. */
  private final Map<TopicPartition, OffsetAndMetadata> acknowledged = new HashMap<>();

  private final CountDownLatch stopping = new CountDownLatch(1);
  private long nextCommit = System.nanoTime();
  private boolean commitsFail;
  private volatile @Nullable Consumer<byte[], byte[]> current;
  private volatile long turnedAt = System.nanoTime();

  /** What becomes of a batch. */
  @FunctionalInterface
  interface Acceptance {

    /**
     * Returns once each record is acknowledged.
     *
     * @throws InterruptedException when the service stops first: the batch is then not done
     */
    void accept(ConsumerRecords<byte[], byte[]> batch) throws InterruptedException;
  }

  /**
   * A loop that is to be run.
   *
   * @param consumers gives a consumer that is not subscribed yet
   * @param commitInterval between two commits at least; what is left when records stay away is
   *     committed after it
   */
  SourceLoop(
      Supplier<Consumer<byte[], byte[]>> consumers,
      SourceTopics topics,
      Acceptance acceptance,
      Duration commitInterval) {
    this.consumers = consumers;
    this.topics = topics;
    this.acceptance = acceptance;
    this.commitInterval = commitInterval;
  }

  @Override
  public void run() {
    while (stopping.getCount() > 0) {
      try (Consumer<byte[], byte[]> consumer = consumers.get()) {
        follow(consumer);
      } catch (WakeupException | InterruptException | InterruptedException e) {
        LOG.debug("sources interrupted", e);
      } catch (RuntimeException e) {
        // What is not committed comes again.
        LOG.error("sources broke off, beginning again", e);
        pause();
      }
    }
  }

  /** Asks the loop to end after the batch in hand; its thread may be interrupted afterwards. */
  void stop() {
    stopping.countDown();
    Consumer<byte[], byte[]> consumer = current;
    if (consumer != null) {
      consumer.wakeup();
    }
  }

  /** How long ago the loop last came round; not while it fails. */
  Duration sinceLastTurn() {
    return Duration.ofNanos(System.nanoTime() - turnedAt);
  }

  private void follow(Consumer<byte[], byte[]> consumer) throws InterruptedException {
    current = consumer;
    acknowledged.clear();
    subscribe(consumer);
    PollPace pace = new PollPace(BETWEEN_POLLS, PLENTY);
    int polled = 0;
    try {
      while (stopping.getCount() > 0) {
        pace.awaitNext(polled);
        ConsumerRecords<byte[], byte[]> batch =
            consumer.poll(acknowledged.isEmpty() ? IDLE_POLL : commitInterval);
        polled = batch.count();
        if (polled > 0) {
          acceptance.accept(batch);
        }
        acknowledged.putAll(batch.nextOffsets());
        commitNowAndThen(consumer);
        turnedAt = System.nanoTime();
      }
    } finally {
      current = null;
      // An interrupt was meant for the batch, not for the last commit and the farewell to the
      // group.
      Thread.interrupted();
      commitLast(consumer);
    }
  }

  private void subscribe(Consumer<byte[], byte[]> consumer) {
    if (topics.needsPattern()) {
      consumer.subscribe(Pattern.compile(topics.pattern()), new Rebalance(consumer));
    } else {
      consumer.subscribe(topics.topics(), new Rebalance(consumer));
    }
  }

  /** Not after each batch: small batches would cost the broker more in commits than in records. */
  private void commitNowAndThen(Consumer<byte[], byte[]> consumer) {
    if (acknowledged.isEmpty() || System.nanoTime() - nextCommit < 0) {
      return;
    }
    nextCommit = System.nanoTime() + commitInterval.toNanos();
    consumer.commitAsync(
        Map.copyOf(acknowledged),
        (offsets, failure) -> {
          if (failure == null) {
            // Where more was acknowledged since, that stays.
            offsets.forEach(acknowledged::remove);
            commitsFail = false;
          } else {
            nextCommit = System.nanoTime() + PAUSE_AFTER_FAILURE.toNanos();
            tellOnce(failure);
          }
        });
  }

  private void tellOnce(Exception failure) {
    if (!commitsFail) {
      LOG.warn("offsets not committed, trying again", failure);
      commitsFail = true;
    }
  }

  private void commitLast(Consumer<byte[], byte[]> consumer) {
    try {
      if (!acknowledged.isEmpty()) {
        commitThoughWokenUp(consumer);
        acknowledged.clear();
      }
    } catch (RuntimeException e) {
      LOG.warn("offsets not committed, their records will repeat", e);
    }
  }

  private void commitThoughWokenUp(Consumer<byte[], byte[]> consumer) {
    try {
      consumer.commitSync(Map.copyOf(acknowledged), LAST_COMMIT);
    } catch (WakeupException e) {
      consumer.commitSync(Map.copyOf(acknowledged), LAST_COMMIT);
    }
  }

  private void pause() {
    try {
      stopping.await(PAUSE_AFTER_FAILURE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      LOG.debug("pause interrupted", e);
    }
  }

  /** Gives partitions away with their offsets committed. */
  private final class Rebalance implements ConsumerRebalanceListener {
    private final Consumer<byte[], byte[]> consumer;

    Rebalance(Consumer<byte[], byte[]> consumer) {
      this.consumer = consumer;
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      LOG.infof("reading sources from partitions=%d", consumer.assignment().size());
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      commitLast(consumer);
      acknowledged.keySet().removeAll(partitions);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
      acknowledged.keySet().removeAll(partitions);
    }
  }
}
