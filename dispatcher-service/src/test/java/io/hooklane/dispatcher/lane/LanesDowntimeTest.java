package io.hooklane.dispatcher.lane;

import static io.hooklane.dispatcher.lane.OutsideOfLanes.MS;
import static io.hooklane.dispatcher.lane.OutsideOfLanes.SECOND;
import static io.hooklane.dispatcher.lane.OutsideOfLanes.rules;
import static org.assertj.core.api.Assertions.assertThat;

import io.hooklane.dispatcher.lane.OutsideOfLanes.Item;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What comes for an endpoint that is down comes back seldom, and soon enough when it is up. */
class LanesDowntimeTest {

  private static final long MINUTE = 60 * SECOND;
  private static final int PER_SECOND = 25;
  private static final long TIME_OUT = 15 * SECOND;

  private final OutsideOfLanes outside = new OutsideOfLanes();
  private final Queue<Item> away =
      new PriorityQueue<>(Comparator.comparingLong(item -> item.comesBackAt));
  private int diversions;

  enum Outage {
    HANGS(Ending.Plain.TIMED_OUT, TIME_OUT),
    FAILS(Ending.Plain.FAILED, MS),
    HAS_TOO_MUCH_TO_DO(new Ending.Throttled(null), MS);

    final Ending ending;
    final long takes;

    Outage(Ending ending, long takes) {
      this.ending = ending;
      this.takes = takes;
    }
  }

  @BeforeEach
  void lanes() {
    outside.lanes(rules(new LaneLimits(32, 256, 512, 8_192, 1_000_000), 100));
    outside.diverts =
        (item, diverted) -> {
          item.comesBackAt = outside.now + diverted.waitNanos();
          comesAgain(item);
        };
  }

  private void comesAgain(Item item) {
    item.comesBackAt = Math.max(item.comesBackAt, outside.now + SECOND);
    item.diversions++;
    diversions++;
    away.add(item);
  }

  private void offer(Item item) {
    if (outside.offer(item) instanceof Admission.Diverted diverted) {
      item.comesBackAt = outside.now + diverted.waitNanos();
      comesAgain(item);
    }
  }

  /** A while in which so many come each second, and what was put off as well. */
  private void goesBy(long nanos, Ending ending, long takes) {
    long until = outside.now + nanos;
    long step = SECOND / PER_SECOND;
    while (outside.now < until) {
      offer(new Item(1, 1, 0, 1));
      while (!away.isEmpty() && away.element().comesBackAt <= outside.now) {
        offer(away.remove());
      }
      outside.passes(MS);
      while (!outside.underWay.isEmpty()
          && outside.now - outside.underWay.getFirst().sentAt >= takes) {
        outside.finish(outside.underWay.getFirst(), ending);
      }
      outside.passes(step - MS);
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatIsPutOffIsASmallMultipleOfWhatComesHoweverLongTheOutage(Outage outage) {
    goesBy(MINUTE, Ending.Plain.SUCCEEDED, MS);
    for (int minute = 1; minute <= 90; minute++) {
      diversions = 0;
      goesBy(MINUTE, outage.ending, outage.takes);
      assertThat(diversions / 60.0)
          .as("put off per second in minute %d", minute)
          .isLessThan(5.0 * PER_SECOND);
    }
  }

  @ParameterizedTest
  @EnumSource
  void nothingWaitsForMuchLongerThanTheOutage(Outage outage) {
    for (long seconds : List.of(10, 50, 100, 400, 2_000)) {
      goesBy(MINUTE, Ending.Plain.SUCCEEDED, MS);
      goesBy(seconds * SECOND, outage.ending, outage.takes);
      List<Item> late = new ArrayList<>(away);
      // A breaker's pause until it is noticed that it is up again, and one more until all have
      // come.
      goesBy((seconds + 80) * SECOND, Ending.Plain.SUCCEEDED, MS);
      late.retainAll(away);
      assertThat(late.size()).as("what still waits after an outage of %d s", seconds).isZero();
    }
  }

  @Test
  void aProbeThatWillTimeOutIsNotWaitedForASecondAtATime() {
    goesBy(MINUTE, Ending.Plain.SUCCEEDED, MS);
    for (int failure = 0; failure < 50; failure++) {
      outside.offer(1, 1);
      outside.finish(outside.underWay.getFirst(), Ending.Plain.TIMED_OUT);
    }

    assertThat(outside.refusal(1).waitNanos()).isEqualTo(30_300 * MS);
  }

  @Test
  void whatFailedOnceLongAgoIsNoOutage() {
    outside.offer(1, 1);
    outside.finish(outside.underWay.getFirst(), Ending.Plain.TIMED_OUT);
    outside.passes(60 * MINUTE);
    outside.offer(40, 1);
    outside.passes(6 * SECOND);

    assertThat(outside.refusal(1).waitNanos()).isEqualTo(30_300 * MS);
  }
}
