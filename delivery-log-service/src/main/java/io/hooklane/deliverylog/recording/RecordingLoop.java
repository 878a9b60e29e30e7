package io.hooklane.deliverylog.recording;

import io.hooklane.topics.PollPace;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jboss.logging.Logger;

/**
 * Polls, reads, gathers, hands over what is due and commits the offsets of what is written, until
 * it is stopped. When more comes than is written it pauses its partitions and goes on polling, so
 * that it keeps its place in the group. All of it on one thread; {@link Writing} has another.
 *
 * <p>A consumer of our own, not a SmallRye channel: a batch spans four topics and several polls,
 * and its offsets may be committed only after one transaction over all of it.
 */
final class RecordingLoop implements Runnable {

  private static final Logger LOG = Logger.getLogger(RecordingLoop.class);
  private static final Duration BETWEEN_POLLS = Duration.ofMillis(50);
  private static final int PLENTY = Recorder.MOST_POLLED;
  private static final Duration IDLE_POLL = Duration.ofSeconds(1);

  /** While nothing can be handed over. */
  private static final Duration WRITING_POLL = Duration.ofMillis(10);

  /** While offsets are to be committed soon. */
  private static final Duration UNCONFIRMED_POLL = Duration.ofMillis(100);

  /** Records that make a batch worth its transaction. */
  private static final int WORTH_WRITING = 2_000;

  private static final Duration RETRYING_POLL = Duration.ofMillis(200);
  private static final Duration POSITION_WAIT = Duration.ofMillis(200);

  private final RecordingConfig config;
  private final Supplier<Consumer<byte[], byte[]>> consumers;
  private final RecordReading reading;
  private final RecordingWriter writer;
  private final RecordingMetrics metrics;
  private final Set<TopicPartition> begun = new HashSet<>();
  private Gathering gathering;
  private volatile boolean stopping;
  private volatile long turnedAt = System.nanoTime();

  RecordingLoop(
      RecordingConfig config,
      Supplier<Consumer<byte[], byte[]>> consumers,
      RecordReading reading,
      RecordingWriter writer,
      RecordingMetrics metrics) {
    this.config = config;
    this.consumers = consumers;
    this.reading = reading;
    this.writer = writer;
    this.metrics = metrics;
    this.gathering = new Gathering(config);
  }

  @Override
  public void run() {
    while (!stopping) {
      try (Consumer<byte[], byte[]> consumer = consumers.get()) {
        begun.clear();
        gathering = new Gathering(config);
        follow(consumer);
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

  /** How long ago the loop last came round, or the last try to write began, if that is longer. */
  Duration sinceLastTurn() {
    return Duration.ofNanos(System.nanoTime() - turnedAt);
  }

  private void follow(Consumer<byte[], byte[]> consumer) {
    Writing writing = new Writing(config, writer, metrics);
    try (writing) {
      consumer.subscribe(RecordReading.TOPICS, new Rebalance(consumer));
      PollPace pace = new PollPace(BETWEEN_POLLS, PLENTY);
      int polled = 0;
      while (!stopping) {
        turnedAt = System.nanoTime() - writing.sinceLastTry().toNanos();
        pace.awaitNext(polled);
        ConsumerRecords<byte[], byte[]> records = consumer.poll(untilNextStep(writing));
        gather(consumer, records);
        Set<TopicPartition> unread = unread(consumer);
        polled = unread.isEmpty() ? records.count() : PLENTY;
        metrics.lag(lag(consumer) + gathering.size());
        commitWritten(consumer, writing);
        if (writing.isFree() && isDue(unread)) {
          handOver(gathering.take(unread, System.nanoTime()), writing);
        }
        // With nothing to write, what is behind has to be read, however much waits for it.
        boolean full = gathering.isFull() && !writing.isFree();
        pause(consumer, full ? consumer.assignment() : gathering.ahead(unread));
      }
    }
    commitWritten(consumer, writing);
  }

  /** While it is behind, there is no use in waiting for more. */
  private boolean isDue(Set<TopicPartition> unread) {
    return !gathering.untilDue(System.nanoTime(), IDLE_POLL).isPositive()
        || !unread.isEmpty() && gathering.countDue(unread, System.nanoTime()) >= WORTH_WRITING;
  }

  private void gather(Consumer<byte[], byte[]> consumer, ConsumerRecords<byte[], byte[]> records) {
    long now = System.nanoTime();
    gathering.add(reading.read(records, now), now);
    records
        .nextOffsets()
        .forEach((partition, next) -> gathering.reached(partition, next.offset(), now));
    noteBeginnings(consumer);
  }

  private static void handOver(Gathered gathered, Writing writing) {
    if (!gathered.isEmpty()) {
      writing.write(gathered);
    }
  }

  private Duration untilNextStep(Writing writing) {
    Duration left = gathering.untilDue(System.nanoTime(), IDLE_POLL);
    if (writing.isRetrying()) {
      return RETRYING_POLL;
    }
    if (!writing.isFree()) {
      return WRITING_POLL;
    }
    if (!writing.isIdle() && left.compareTo(UNCONFIRMED_POLL) > 0) {
      return UNCONFIRMED_POLL;
    }
    return left.isNegative() ? Duration.ZERO : left;
  }

  private static void commitWritten(Consumer<byte[], byte[]> consumer, Writing writing) {
    Map<TopicPartition, Long> all = new HashMap<>();
    Map<TopicPartition, Long> offsets = writing.pollWritten();
    while (offsets != null) {
      all.putAll(offsets);
      offsets = writing.pollWritten();
    }
    if (!all.isEmpty()) {
      commit(consumer, all);
    }
  }

  /** Pauses these partitions and no others. */
  private static void pause(
      Consumer<byte[], byte[]> consumer, Collection<TopicPartition> partitions) {
    Set<TopicPartition> paused = consumer.paused();
    Set<TopicPartition> resumed = new HashSet<>(paused);
    resumed.removeAll(partitions);
    if (!resumed.isEmpty()) {
      consumer.resume(resumed);
    }
    if (!paused.containsAll(partitions)) {
      consumer.pause(partitions);
    }
  }

  /** Those of which more stands in their topics, or may do so. */
  private static Set<TopicPartition> unread(Consumer<byte[], byte[]> consumer) {
    return consumer.assignment().stream()
        .filter(partition -> consumer.currentLag(partition).orElse(1) > 0)
        .collect(Collectors.toSet());
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
  private void noteBeginnings(Consumer<byte[], byte[]> consumer) {
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

  private void pauseBeforeNewConsumer() {
    try {
      Thread.sleep(config.firstBackoff());
    } catch (InterruptedException e) {
      LOG.debug("pause interrupted", e);
    }
  }

  /**
   * What is handed over of a lost partition is written all the same; its offset is not committed.
   */
  private final class Rebalance implements ConsumerRebalanceListener {

    private final Consumer<byte[], byte[]> consumer;

    Rebalance(Consumer<byte[], byte[]> consumer) {
      this.consumer = consumer;
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      begun.removeAll(partitions);
      gathering.drop(partitions);
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      LOG.infof("recording from partitions=%d", consumer.assignment().size());
    }
  }
}
