package io.hooklane.dispatcher.delay;

import static org.assertj.core.api.Assertions.assertThat;

import io.hooklane.contracts.topic.DelayTier;
import io.hooklane.contracts.topic.Topic;
import io.hooklane.contracts.topic.Topics;
import io.hooklane.dispatcher.intake.OffsetTracker;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class WaitingPartitionTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  /** Climbs the ladder by a simulated clock: how late its last step ends, in milliseconds. */
  @Property(tries = 2_000)
  void everyWaitIsMadeOfTiersAndEndsLessThanASecondBeforeItIsOver(
      @ForAll @LongRange(min = 0, max = 40L * 24 * 3600 * 1000) long waitMs,
      @ForAll @LongRange(min = 0, max = 300) long lagOfEachHop) {
    Instant due = START.plusMillis(waitMs);
    Instant now = START;
    int hops = 0;
    Topic next = DelayLadder.next(due, now);
    while (!next.equals(Topics.DUE_DELIVERIES)) {
      WaitingPartition<String> partition = new WaitingPartition<>(new OffsetTracker());
      Instant until = min(due, now.plus(waitOf(next)));
      partition.add(hops, until, "it");
      List<Object> early = new ArrayList<>();
      partition.release(until.minusMillis(1), () -> true, early::add);
      assertThat(early).isEmpty();
      now = until.plusMillis(lagOfEachHop);
      List<Object> released = new ArrayList<>();
      partition.release(now, () -> true, released::add);
      assertThat(released).hasSize(1);
      next = DelayLadder.next(due, now);
      hops++;
    }
    assertThat(now).isAfter(due.minusSeconds(1)).isBefore(due.plusMillis(lagOfEachHop + 1));
    assertThat(hops).isLessThan(200);
  }

  @Test
  void whatComesLaterWaitsBehindTheHead() {
    WaitingPartition<String> partition = new WaitingPartition<>(new OffsetTracker());
    partition.add(0, START.plusSeconds(5), "first");
    partition.add(1, START.plusSeconds(4), "second");
    List<String> released = new ArrayList<>();

    partition.release(START.plusSeconds(4), () -> true, one -> released.add(one.what()));

    assertThat(released).isEmpty();
    assertThat(partition.headWaitsUntil()).isEqualTo(START.plusSeconds(5));
  }

  @Test
  void letsGoOfNoMoreThanThereIsRoomFor() {
    WaitingPartition<String> partition = new WaitingPartition<>(new OffsetTracker());
    List<String> released = new ArrayList<>();
    for (int offset = 0; offset < 10; offset++) {
      partition.add(offset, START, "one");
    }

    partition.release(START, () -> released.size() < 3, one -> released.add(one.what()));

    assertThat(released).hasSize(3);
    assertThat(partition.headWaitsUntil()).isEqualTo(START);
  }

  @Test
  void anOffsetIsDoneOnlyWhenItsRecordIsAcknowledgedElsewhere() {
    WaitingPartition<String> partition = new WaitingPartition<>(new OffsetTracker());
    partition.add(0, START, "first");
    partition.add(1, START, "second");
    partition.release(START, () -> true, one -> {});

    partition.acknowledged(1);
    assertThat(partition.tracker().committable()).isZero();
    partition.acknowledged(0);

    assertThat(partition.tracker().committable()).isEqualTo(2);
  }

  private static Duration waitOf(Topic topic) {
    return Arrays.stream(DelayTier.values())
        .filter(tier -> tier.topic().equals(topic))
        .findFirst()
        .orElseThrow()
        .delay();
  }

  private static Instant min(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }
}
