package io.hooklane.dispatcher.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.hooklane.contracts.delivery.Delivery;
import java.util.Map;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class AssignmentTest {

  private static final TopicPartition PARTITION = new TopicPartition("hooklane.deliveries", 0);

  private final OffsetTracker tracker = OffsetTracker.resumedAt(10, "");
  private final Assignment assignment =
      new Assignment(PARTITION, tracker, Map.of(10L, "dlv_a", 11L, "dlv_b"));

  @Test
  void whatWasFinishedLatelyIsDoneAlready() {
    assertThat(assignment.takes(record(10, "dlv_a"))).isFalse();

    assertThat(tracker.committable()).isEqualTo(11);
  }

  @Test
  void anotherDeliveryAtThatOffsetIsTaken() {
    assertThat(assignment.takes(record(10, "dlv_other"))).isTrue();

    assertThat(tracker.committable()).isEqualTo(10);
  }

  @Test
  void whatFollowsIsTaken() {
    assertThat(assignment.takes(record(12, "dlv_c"))).isTrue();
  }

  @Test
  void whatIsReleasedIsConcludedByTheNextOwner() {
    assertThat(assignment.concludes()).isTrue();
    assignment.end();
    assertThat(assignment.concludes()).isTrue();

    assignment.release();

    assertThat(assignment.concludes()).isFalse();
  }

  /** An attempt ends on an event loop in the moment in which the intake releases the partition. */
  @Test
  void exactlyWhatGoesOnIsDoneInTheLastCommitWhicheverComesFirst() throws Exception {
    SplittableRandom random = new SplittableRandom(1);
    int wentOn = 0;
    int rounds = 2_000;
    try (ExecutorService loop = Executors.newSingleThreadExecutor()) {
      for (int round = 0; round < rounds; round++) {
        // Given
        Queue<TakenRecord> ended = new ConcurrentLinkedQueue<>();
        OffsetTracker offsets = OffsetTracker.resumedAt(10, "");
        Assignment racing = new Assignment(PARTITION, offsets, Map.of());
        racing.takes(record(10, "dlv"));
        racing.taken();
        TakenRecord taken = new TakenRecord(record(10, "dlv"), racing, ended);
        AtomicInteger ready = new AtomicInteger();

        // When
        Future<Boolean> goesOn = loop.submit(() -> conclude(taken, ready));
        meet(ready);
        for (int spins = random.nextInt(200); spins > 0; spins--) {
          Thread.onSpinWait();
        }
        racing.release();
        do {
          for (TakenRecord one = ended.poll(); one != null; one = ended.poll()) {
            one.settle();
          }
        } while (racing.anyConcluding());
        boolean committed = offsets.committable() > 10;

        // Then
        assertThat(committed).as("committed in round %d", round).isEqualTo(goesOn.get());
        wentOn += committed ? 1 : 0;
      }
    }
    assertThat(wentOn).as("races won by the attempt").isBetween(1, rounds - 1);
  }

  private static boolean conclude(TakenRecord taken, AtomicInteger ready) {
    meet(ready);
    boolean goesOn = taken.concludes();
    if (goesOn) {
      taken.finish();
    } else {
      taken.drop();
    }
    return goesOn;
  }

  private static void meet(AtomicInteger ready) {
    ready.incrementAndGet();
    while (ready.get() < 2) {
      Thread.onSpinWait();
    }
  }

  private static ConsumerRecord<byte[], byte[]> record(long offset, String delivery) {
    ConsumerRecord<byte[], byte[]> record =
        new ConsumerRecord<>(PARTITION.topic(), 0, offset, new byte[0], new byte[0]);
    record.headers().add(Delivery.ID_HEADER, delivery.getBytes(UTF_8));
    return record;
  }
}
