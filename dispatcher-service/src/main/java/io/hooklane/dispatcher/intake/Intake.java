package io.hooklane.dispatcher.intake;

import io.hooklane.contracts.topic.Topics;
import io.hooklane.topics.PollPace;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/**
 * Takes deliveries off their topics, on one thread that owns the consumer, and commits what is done
 * of them. It never waits for a delivery: while too much is in hand its partitions pause and it
 * goes on polling. What was in hand when the process dies is taken again, and nothing else.
 */
final class Intake implements ConsumerThread.Reading, ConsumerRebalanceListener {

  private static final Logger LOG = Logger.getLogger(Intake.class);
  private static final Duration POLL = Duration.ofMillis(100);

  /** While nothing is in hand but what keeps its order, which may be in hand for days. */
  private static final Duration POLL_WHILE_ORDERED_WAIT = Duration.ofMillis(20);

  private static final Duration BETWEEN_POLLS = Duration.ofMillis(4);
  private static final int PLENTY = 250;
  private static final Duration POLL_WHILE_WORKING = Duration.ofMillis(5);
  private static final Duration ORDERED_GIVEN_UP = Duration.ofMillis(500);

  /** Attempts that end before are waited for; this is for Kafka to acknowledge what they wrote. */
  private static final Duration ACKNOWLEDGED = Duration.ofSeconds(2);

  private static final long DRAIN_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final IntakeConfig config;
  private final Downstream downstream;
  private final FinishedLately finishedLately;
  private final Clock clock;
  private final Vitals vitals;
  private final Map<TopicPartition, Assignment> assignments = new HashMap<>();
  private final Queue<TakenRecord> ended = new ConcurrentLinkedQueue<>();
  private final Holdings holdings;
  private final Holdings orderedHoldings;
  private final Commits commits;
  private Set<TopicPartition> paused = Set.of();
  private final PollPace pace = new PollPace(BETWEEN_POLLS, PLENTY);
  private boolean tooEarly;
  private int lastPolled;

  Intake(
      KafkaConsumer<byte[], byte[]> consumer,
      IntakeConfig config,
      Downstream downstream,
      FinishedLately finishedLately,
      Clock clock,
      Vitals vitals) {
    this.consumer = consumer;
    this.config = config;
    this.downstream = downstream;
    this.finishedLately = finishedLately;
    this.clock = clock;
    this.vitals = vitals;
    this.holdings = new Holdings(config.flowing(), config.held(), config.heldBytes());
    this.orderedHoldings =
        new Holdings(config.orderedHeld(), config.orderedHeld(), config.orderedHeldBytes());
    this.commits = new Commits(consumer, config.commitInterval());
    consumer.subscribe(
        List.of(
            Topics.DELIVERIES.name(),
            Topics.ORDERED_DELIVERIES.name(),
            Topics.DUE_DELIVERIES.name()),
        this);
  }

  /** One round: what ended is noted and committed, what may be taken is taken. */
  @Override
  public void round() {
    settleEnded();
    commits.commitIfMoved(() -> trackers(assignments.values()));
    pauseAndResume();
    pace.awaitNext(lastPolled);
    ConsumerRecords<byte[], byte[]> polled = consumer.poll(patience());
    lastPolled = polled.count();
    if (!polled.isEmpty()) {
      take(polled);
    }
    sign();
  }

  private Duration patience() {
    if (holdings.records() > 0) {
      return POLL_WHILE_WORKING;
    }
    return orderedHoldings.records() > 0 ? POLL_WHILE_ORDERED_WAIT : POLL;
  }

  private void sign() {
    vitals.sign(
        clock.instant(),
        holdings.records() + orderedHoldings.records(),
        holdings.bytes() + orderedHoldings.bytes(),
        assignments.values());
  }

  /** Waits for what is under way, commits, leaves the group. */
  @Override
  public void stop() {
    release(List.copyOf(assignments.keySet()), config.shutdownDrain());
    consumer.close();
  }

  @Override
  public void abandon() {
    vitals.left();
    assignments.values().forEach(Assignment::release);
    assignments.clear();
    downstream.dropWhatIsNotOurs();
    downstream.giveUpOrderedThatAreNotOurs();
    consumer.close(CloseOptions.timeout(Duration.ZERO));
  }

  private void take(ConsumerRecords<byte[], byte[]> polled) {
    Instant now = clock.instant();
    List<TakenRecord> taken = new ArrayList<>(polled.count());
    for (TopicPartition partition : polled.partitions()) {
      Assignment assignment = assignments.get(partition);
      if (assignment == null) {
        continue;
      }
      List<ConsumerRecord<byte[], byte[]>> records = polled.records(partition);
      assignment.takingFrom(records.getFirst().offset(), now);
      for (ConsumerRecord<byte[], byte[]> source : records) {
        if (assignment.takes(source)) {
          TakenRecord one = new TakenRecord(source, assignment, ended);
          assignment.taken();
          holdingsOf(assignment).add(one);
          taken.add(one);
        }
      }
    }
    downstream.take(taken);
  }

  private void settleEnded() {
    TakenRecord one = ended.poll();
    while (one != null) {
      holdingsOf(one.assignment()).remove(one);
      one.settle();
      one = ended.poll();
    }
  }

  private Holdings holdingsOf(Assignment assignment) {
    return assignment.ordered() ? orderedHoldings : holdings;
  }

  private void pauseAndResume() {
    int early = downstream.early();
    tooEarly = early >= (tooEarly ? config.early() / 2 : config.early());
    boolean full = holdings.full(downstream.saturated() + early);
    boolean orderedFull = orderedHoldings.full(0);
    Set<TopicPartition> toPause = new HashSet<>();
    for (Assignment assignment : assignments.values()) {
      // When full, all of them: a fetch for a few that are left would be under way when the others
      // go on, and they would have to wait for its answer.
      boolean pause =
          full
              || (assignment.ordered()
                  ? orderedFull || assignment.blocked()
                  : tooEarly && assignment.due());
      if (pause || assignment.tracker().span() >= config.span()) {
        toPause.add(assignment.partition());
      }
    }
    if (!toPause.equals(paused)) {
      Set<TopicPartition> toResume = new HashSet<>(paused);
      toResume.removeAll(toPause);
      consumer.resume(toResume);
      consumer.pause(toPause);
      paused = toPause;
    }
  }

  @Override
  public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
    vitals.joined();
    if (partitions.isEmpty()) {
      return;
    }
    Map<TopicPartition, OffsetTracker> resumed = commits.resume(partitions);
    Map<TopicPartition, Map<Long, String>> finished = finishedLately.of(resumed);
    resumed.forEach(
        (partition, tracker) ->
            assignments.put(
                partition,
                new Assignment(partition, tracker, finished.getOrDefault(partition, Map.of()))));
    paused = Set.of();
    LOG.infof("partitions assigned count=%d", partitions.size());
  }

  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
    release(partitions, config.rebalanceDrain());
  }

  @Override
  public void onPartitionsLost(Collection<TopicPartition> partitions) {
    LOG.warnf("partitions lost count=%d", partitions.size());
    for (TopicPartition partition : partitions) {
      Assignment lost = assignments.remove(partition);
      if (lost != null) {
        lost.release();
      }
    }
    commits.forget(partitions);
    forgetPauses(partitions);
    downstream.dropWhatIsNotOurs();
    downstream.giveUpOrderedThatAreNotOurs();
  }

  /**
   * Lets go of partitions: what is under way is waited for, what is not is left to the next; as is
   * what is still under way then.
   */
  private void release(Collection<TopicPartition> partitions, Duration patience) {
    List<Assignment> released =
        partitions.stream().filter(assignments::containsKey).map(assignments::get).toList();
    if (released.isEmpty()) {
      return;
    }
    released.forEach(Assignment::end);
    downstream.dropWhatIsNotOurs();
    settleWhile(() -> inHand(released) > 0, patience);
    if (released.stream().anyMatch(one -> one.ordered() && one.held() > 0)) {
      downstream.giveUpOrderedThatAreNotOurs();
      settleWhile(() -> inHand(released) > 0, ORDERED_GIVEN_UP);
    }
    released.forEach(Assignment::release);
    settleWhile(() -> released.stream().anyMatch(Assignment::anyConcluding), ACKNOWLEDGED);
    commits.commitLast(trackers(released));
    partitions.forEach(assignments::remove);
    forgetPauses(partitions);
    LOG.infof("partitions released count=%d underWay=%d", released.size(), inHand(released));
  }

  private void settleWhile(BooleanSupplier waiting, Duration patience) {
    long deadline = System.nanoTime() + patience.toNanos();
    settleEnded();
    while (waiting.getAsBoolean() && System.nanoTime() < deadline) {
      LockSupport.parkNanos(DRAIN_PAUSE_NANOS);
      settleEnded();
      sign();
    }
  }

  private void forgetPauses(Collection<TopicPartition> partitions) {
    Set<TopicPartition> still = new HashSet<>(paused);
    still.removeAll(Set.copyOf(partitions));
    paused = still;
  }

  private static Map<TopicPartition, OffsetTracker> trackers(Collection<Assignment> assignments) {
    return assignments.stream()
        .collect(Collectors.toMap(Assignment::partition, Assignment::tracker));
  }

  private static int inHand(Collection<Assignment> assignments) {
    return assignments.stream().mapToInt(Assignment::held).sum();
  }
}
