package io.hooklane.dispatcher.delay;

import io.hooklane.contracts.topic.DelayTier;
import io.hooklane.contracts.topic.Topic;
import io.hooklane.contracts.topic.Topics;
import io.hooklane.dispatcher.delay.WaitingPartition.Released;
import io.hooklane.dispatcher.intake.Commits;
import io.hooklane.dispatcher.intake.ConsumerThread;
import io.hooklane.dispatcher.intake.OffsetTracker;
import io.hooklane.dispatcher.reporting.KafkaWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Reads all delay tiers on one thread. What was polled of a partition is kept, and the partition
 * paused, until its last record was let go: so at most one poll's records of each are in memory. A
 * record is let go when its tier's time has passed since it was written, and moves on to the next
 * tier or to the intake; during an outage of its endpoint it begins to wait anew instead. Its
 * offset is done once that is acknowledged.
 */
final class DelayTiers implements ConsumerThread.Reading, ConsumerRebalanceListener {

  private static final Logger LOG = Logger.getLogger(DelayTiers.class);
  private static final Duration LONGEST_POLL = Duration.ofMillis(500);
  private static final Duration POLL_WHILE_WORKING = Duration.ofMillis(5);
  private static final long DRAIN_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
  private static final String DUE = "hooklane_due";

  /** So long before it is due the intake gets it, which has it in hand until the very moment. */
  private static final Duration LEAD = Duration.ofMillis(500);

  private static final Map<String, Duration> WAITS =
      Arrays.stream(DelayTier.values())
          .collect(Collectors.toMap(tier -> tier.topic().name(), DelayTier::delay));

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final KafkaWriter writer;
  private final Rests rests;
  private final DelayConfig config;
  private final Clock clock;
  private final DelayVitals vitals;
  private final Map<TopicPartition, WaitingPartition<ConsumerRecord<byte[], byte[]>>> partitions =
      new HashMap<>();
  private final Commits commits;
  private final Queue<Acknowledged> acknowledged = new ConcurrentLinkedQueue<>();
  private int underWay;

  private record Acknowledged(
      WaitingPartition<ConsumerRecord<byte[], byte[]>> partition, long offset) {}

  DelayTiers(
      KafkaConsumer<byte[], byte[]> consumer,
      KafkaWriter writer,
      Rests rests,
      DelayConfig config,
      Clock clock,
      DelayVitals vitals) {
    this.consumer = consumer;
    this.writer = writer;
    this.rests = rests;
    this.config = config;
    this.clock = clock;
    this.vitals = vitals;
    this.commits = new Commits(consumer, config.commitInterval());
    consumer.subscribe(WAITS.keySet(), this);
  }

  /** One round: what is acknowledged is noted and committed, what has waited enough is let go. */
  @Override
  public void round() {
    settleAcknowledged();
    commits.commitIfMoved(() -> trackers(partitions.keySet()));
    ConsumerRecords<byte[], byte[]> allPolled = consumer.poll(untilNext());
    Instant now = clock.instant();
    allPolled.forEach(polled -> keep(polled, now));
    partitions.values().forEach(partition -> release(partition, now));
    pauseThoseThatWait();
    vitals.sign(now, this::overdue);
  }

  /** How long the record that should have been let go longest ago has waited since then. */
  private Duration overdue(Instant now) {
    Duration longest = Duration.ZERO;
    for (WaitingPartition<ConsumerRecord<byte[], byte[]>> partition : partitions.values()) {
      Instant until = partition.headWaitsUntil();
      if (until != null && Duration.between(until, now).compareTo(longest) > 0) {
        longest = Duration.between(until, now);
      }
    }
    return longest;
  }

  /** Waits for what is under way, commits, leaves the group. */
  @Override
  public void stop() {
    onPartitionsRevoked(Set.copyOf(partitions.keySet()));
    consumer.close();
  }

  @Override
  public void abandon() {
    vitals.left();
    consumer.close(CloseOptions.timeout(Duration.ZERO));
  }

  private void keep(ConsumerRecord<byte[], byte[]> polled, Instant now) {
    WaitingPartition<ConsumerRecord<byte[], byte[]>> partition =
        partitions.get(new TopicPartition(polled.topic(), polled.partition()));
    if (partition != null) {
      partition.add(polled.offset(), waitsUntil(polled, now), polled);
    }
  }

  /** Never longer than until the record is about to be due, whatever other clocks say. */
  private static Instant waitsUntil(ConsumerRecord<byte[], byte[]> polled, Instant now) {
    Instant tierIsOver = since(polled, now).plus(WAITS.getOrDefault(polled.topic(), Duration.ZERO));
    Instant due = due(polled);
    Instant early = due.minus(LEAD);
    return early.isBefore(tierIsOver) ? early : tierIsOver;
  }

  /**
   * Since when it waits. Not since later than now, when another dispatcher's clock says so; and
   * since the broker wrote it if it does not say so itself, as those of earlier releases do not.
   */
  private static Instant since(ConsumerRecord<byte[], byte[]> polled, Instant now) {
    Instant since = moment(polled, DelayLadder.SINCE);
    if (since == null) {
      return Instant.ofEpochMilli(polled.timestamp());
    }
    return since.isBefore(now) ? since : now;
  }

  /** When it is due; at once if it does not say so, since the intake will know what it is. */
  private static Instant due(ConsumerRecord<byte[], byte[]> polled) {
    Instant due = moment(polled, DUE);
    return due == null ? Instant.EPOCH : due;
  }

  private static @Nullable Instant moment(ConsumerRecord<byte[], byte[]> polled, String name) {
    Header header = polled.headers().lastHeader(name);
    try {
      return header == null || header.value() == null
          ? null
          : Instant.ofEpochMilli(
              Long.parseLong(new String(header.value(), StandardCharsets.US_ASCII)));
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private void release(WaitingPartition<ConsumerRecord<byte[], byte[]>> partition, Instant now) {
    partition.release(
        now, () -> underWay < config.underWay(), released -> moveOn(partition, released, now));
  }

  private void moveOn(
      WaitingPartition<ConsumerRecord<byte[], byte[]>> partition,
      Released<ConsumerRecord<byte[], byte[]>> released,
      Instant now) {
    underWay++;
    writer.write(
        next(released.what(), now),
        () -> acknowledged.add(new Acknowledged(partition, released.offset())));
  }

  private ProducerRecord<byte[], byte[]> next(ConsumerRecord<byte[], byte[]> source, Instant now) {
    Topic next = DelayLadder.next(due(source), now);
    Headers headers = new RecordHeaders(source.headers()).remove(DelayLadder.SINCE);
    if (next == Topics.DUE_DELIVERIES && source.key() != null) {
      Duration rest = rests.rest(source.key(), System.nanoTime());
      if (rest.isPositive()) {
        Instant due = now.plus(rest);
        next = DelayLadder.next(due, now);
        headers.remove(DUE).add(DUE, text(due));
      }
    }
    DelayLadder.waitsSince(now, next, headers);
    return new ProducerRecord<>(next.name(), null, source.key(), source.value(), headers);
  }

  private static byte[] text(Instant due) {
    return Long.toString(due.toEpochMilli()).getBytes(StandardCharsets.US_ASCII);
  }

  private void settleAcknowledged() {
    Acknowledged one = acknowledged.poll();
    while (one != null) {
      underWay--;
      one.partition().acknowledged(one.offset());
      one = acknowledged.poll();
    }
  }

  private Duration untilNext() {
    if (underWay > 0) {
      return POLL_WHILE_WORKING;
    }
    Instant now = clock.instant();
    Duration wait = LONGEST_POLL;
    for (WaitingPartition<ConsumerRecord<byte[], byte[]>> partition : partitions.values()) {
      Instant until = partition.headWaitsUntil();
      if (until != null) {
        Duration left = Duration.between(now, until);
        wait = left.compareTo(wait) < 0 ? left : wait;
      }
    }
    return wait.isNegative() ? Duration.ZERO : wait;
  }

  private void pauseThoseThatWait() {
    Set<TopicPartition> paused = consumer.paused();
    List<TopicPartition> toPause = new ArrayList<>();
    List<TopicPartition> toResume = new ArrayList<>();
    partitions.forEach(
        (partition, waiting) -> {
          boolean waits = waiting.headWaitsUntil() != null;
          if (waits && !paused.contains(partition)) {
            toPause.add(partition);
          } else if (!waits && paused.contains(partition)) {
            toResume.add(partition);
          }
        });
    if (!toPause.isEmpty()) {
      consumer.pause(toPause);
    }
    if (!toResume.isEmpty()) {
      consumer.resume(toResume);
    }
  }

  @Override
  public void onPartitionsAssigned(Collection<TopicPartition> assigned) {
    vitals.joined();
    if (assigned.isEmpty()) {
      return;
    }
    commits
        .resume(assigned)
        .forEach(
            (partition, tracker) -> partitions.put(partition, new WaitingPartition<>(tracker)));
    LOG.infof("delay partitions assigned count=%d", assigned.size());
  }

  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
    long deadline = System.nanoTime() + config.drain().toNanos();
    settleAcknowledged();
    while (underWay > 0 && System.nanoTime() < deadline) {
      LockSupport.parkNanos(DRAIN_PAUSE_NANOS);
      settleAcknowledged();
    }
    commits.commitLast(trackers(revoked));
    onPartitionsLost(revoked);
  }

  @Override
  public void onPartitionsLost(Collection<TopicPartition> lost) {
    lost.forEach(partitions::remove);
    commits.forget(lost);
  }

  private Map<TopicPartition, OffsetTracker> trackers(Collection<TopicPartition> of) {
    Map<TopicPartition, OffsetTracker> trackers = new HashMap<>();
    partitions.forEach(
        (partition, waiting) -> {
          if (of.contains(partition)) {
            trackers.put(partition, waiting.tracker());
          }
        });
    return trackers;
  }
}
