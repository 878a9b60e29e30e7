package io.hooklane.deliverylog.recording;

import io.hooklane.topics.PollPace;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jboss.logging.Logger;

/**
 * Polls, gathers, writes, then commits the offsets, until it is stopped. While PostgreSQL is away
 * it keeps what it gathered, pauses its partitions, goes on polling, so that it keeps its place in
 * the group, and tries again. All of it on one thread.
 *
 * <p>A consumer of our own, not a SmallRye channel: a batch spans four topics and several polls,
 * and its offsets may be committed only after one transaction over all of it.
 */
final class RecordingLoop implements Runnable {

  private static final Logger LOG = Logger.getLogger(RecordingLoop.class);
  private static final Duration BETWEEN_POLLS = Duration.ofMillis(50);
  private static final int PLENTY = 1_000;
  private static final Duration IDLE_POLL = Duration.ofSeconds(1);
  private static final Duration POSITION_WAIT = Duration.ofMillis(200);

  private final RecordingConfig config;
  private final Supplier<Consumer<byte[], byte[]>> consumers;
  private final RecordingWriter writer;
  private final RecordingMetrics metrics;

  private final Set<TopicPartition> begun = new HashSet<>();
  private Duration backoff = Duration.ZERO;
  private long retryAt;
  private volatile boolean stopping;
  private volatile long turnedAt = System.nanoTime();

  RecordingLoop(
      RecordingConfig config,
      Supplier<Consumer<byte[], byte[]>> consumers,
      RecordingWriter writer,
      RecordingMetrics metrics) {
    this.config = config;
    this.consumers = consumers;
    this.writer = writer;
    this.metrics = metrics;
  }

  @Override
  public void run() {
    while (!stopping) {
      try (Consumer<byte[], byte[]> consumer = consumers.get()) {
        begun.clear();
        backoff = Duration.ZERO;
        follow(consumer, new Gathering(config));
      } catch (WakeupException | org.apache.kafka.common.errors.InterruptException e) {
        LOG.debug("recording interrupted", e);
      } catch (RuntimeException e) {
        // What was gathered and not written comes again from the committed offsets.
        LOG.error("recording broke off, beginning again", e);
        pauseBeforeNewConsumer();
      }
    }
  }

  /** Asks the loop to end after the batch in hand; its thread may be interrupted afterwards. */
  void stop() {
    stopping = true;
  }

  /** How long ago the loop last came round. */
  Duration sinceLastTurn() {
    return Duration.ofNanos(System.nanoTime() - turnedAt);
  }

  private void follow(Consumer<byte[], byte[]> consumer, Gathering gathering) {
    consumer.subscribe(RecordReading.TOPICS, new Rebalance(consumer));
    PollPace pace = new PollPace(BETWEEN_POLLS, PLENTY);
    int polled = 0;
    while (!stopping) {
      turnedAt = System.nanoTime();
      pace.awaitNext(polled);
      ConsumerRecords<byte[], byte[]> records = consumer.poll(untilNextStep(gathering));
      polled = records.count();
      gathering.add(records, System.nanoTime());
      noteBeginnings(consumer, gathering);
      metrics.lag(lag(consumer));
      if (untilNextStep(gathering).isZero()) {
        record(consumer, gathering);
      }
    }
  }

  private Duration untilNextStep(Gathering gathering) {
    long now = System.nanoTime();
    Duration left = gathering.untilDue(now, IDLE_POLL);
    if (retrying()) {
      left = Duration.ofNanos(Math.min(retryAt - now, IDLE_POLL.toNanos()));
    }
    return left.isNegative() ? Duration.ZERO : left;
  }

  private void record(Consumer<byte[], byte[]> consumer, Gathering gathering) {
    try {
      writer.write(gathering.records(), gathering.nextOffsets());
    } catch (SQLException e) {
      metrics.failed();
      backoff = nextBackoff();
      retryAt = System.nanoTime() + backoff.toNanos();
      consumer.pause(consumer.assignment());
      LOG.errorf(
          "batch not written, trying again records=%d waitMs=%d sqlState=%s reason=%s",
          gathering.records().size(), backoff.toMillis(), e.getSQLState(), e.getMessage());
      return;
    }
    commit(consumer, gathering.nextOffsets());
    gathering.clear();
    if (retrying()) {
      backoff = Duration.ZERO;
      consumer.resume(consumer.assignment());
      LOG.info("batches are written again");
    }
  }

  /** Not awaited: a commit that fails is made up by the next, and a repeat changes nothing. */
  private static void commit(
      Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> nextOffsets) {
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    for (TopicPartition owned : consumer.assignment()) {
      Long next = nextOffsets.get(owned);
      if (next != null) {
        offsets.put(owned, new OffsetAndMetadata(next));
      }
    }
    consumer.commitAsync(
        offsets,
        (ignored, failure) -> {
          if (failure != null) {
            LOG.warnf("offsets not committed, the next batch does it reason=%s", failure);
          }
        });
  }

  /**
   * Where a partition begins counts as recorded too: all its records may be gone by age, and
   * whoever waits for its end must not wait in vain.
   */
  private void noteBeginnings(Consumer<byte[], byte[]> consumer, Gathering gathering) {
    if (begun.size() == consumer.assignment().size()) {
      return;
    }
    for (TopicPartition partition : consumer.assignment()) {
      if (begun.contains(partition)) {
        continue;
      }
      try {
        long position = consumer.position(partition, POSITION_WAIT);
        begun.add(partition);
        gathering.reached(partition, position, System.nanoTime());
      } catch (org.apache.kafka.common.errors.TimeoutException e) {
        // The next turn asks again.
        return;
      }
    }
  }

  private static long lag(Consumer<byte[], byte[]> consumer) {
    return consumer.assignment().stream()
        .mapToLong(partition -> consumer.currentLag(partition).orElse(0))
        .sum();
  }

  private boolean retrying() {
    return !backoff.isZero();
  }

  private Duration nextBackoff() {
    Duration next = retrying() ? backoff.multipliedBy(2) : config.firstBackoff();
    return next.compareTo(config.longestBackoff()) < 0 ? next : config.longestBackoff();
  }

  private void pauseBeforeNewConsumer() {
    try {
      Thread.sleep(config.firstBackoff());
    } catch (InterruptedException e) {
      LOG.debug("pause interrupted", e);
    }
  }

  /** What stands gathered for a lost partition is written all the same; its offset is not. */
  private final class Rebalance implements ConsumerRebalanceListener {

    private final Consumer<byte[], byte[]> consumer;

    Rebalance(Consumer<byte[], byte[]> consumer) {
      this.consumer = consumer;
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      begun.removeAll(partitions);
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      if (retrying()) {
        consumer.pause(partitions);
      }
      LOG.infof("recording from partitions=%d", consumer.assignment().size());
    }
  }
}
