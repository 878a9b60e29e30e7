package io.hooklane.dispatcher.lane;

import static io.hooklane.dispatcher.lane.OutsideOfLanes.MS;
import static io.hooklane.dispatcher.lane.OutsideOfLanes.SECOND;
import static io.hooklane.dispatcher.lane.OutsideOfLanes.rules;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.hooklane.contracts.id.EndpointId;
import io.hooklane.dispatcher.lane.OutsideOfLanes.Item;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What comes for an endpoint that is down comes back seldom, and soon enough when it is up. */
class LanesDowntimeTest {

  private static final long MINUTE = 60 * SECOND;
  private static final int PER_SECOND = 25;
  private static final long TIME_OUT = 15 * SECOND;
  private static final long SHORT_REST = 30_800 * MS;

  /** So long before its moment a tier lets something go. */
  private static final long LEAD = 800 * MS;

  private static final EndpointId ENDPOINT = new EndpointId("ep_" + "0".repeat(27));

  private final OutsideOfLanes outside = new OutsideOfLanes();
  private final Outages outages = new Outages(new SimpleMeterRegistry());
  private final Queue<Item> away =
      new PriorityQueue<>(Comparator.comparingLong(item -> item.comesBackAt));

  /** Let go by the delay tiers, and in hand until their moment. */
  private final Queue<Item> onTheirWay =
      new PriorityQueue<>(Comparator.comparingLong(item -> item.comesBackAt));

  private int diversions;
  private final Random random = new Random(1);

  enum Outage {
    NONE(Ending.Plain.SUCCEEDED, MS),
    HANGS(Ending.Plain.TIMED_OUT, TIME_OUT),
    FAILS(Ending.Plain.FAILED, MS),
    HAS_TOO_MUCH_TO_DO(new Ending.Throttled(null), MS),
    ASKS_FOR_FIVE_SECONDS(new Ending.Throttled(Duration.ofSeconds(5)), MS),
    SUCCEEDS_AT_TIMES(Ending.Plain.FAILED, MS),
    ANSWERS_AT_TIMES(Ending.Plain.TIMED_OUT, TIME_OUT),
    IS_SLOW(Ending.Plain.SUCCEEDED, 10 * SECOND),
    IS_ALMOST_QUICK_ENOUGH(Ending.Plain.SUCCEEDED, 1_500 * MS);

    private static final int AT_TIMES = 4;

    final Ending ending;
    final long takes;

    Outage(Ending ending, long takes) {
      this.ending = ending;
      this.takes = takes;
    }

    Ending ending(int number) {
      boolean atTimes = this == SUCCEEDS_AT_TIMES || this == ANSWERS_AT_TIMES;
      return atTimes && number % AT_TIMES == 0 ? Ending.Plain.SUCCEEDED : ending;
    }
  }

  @BeforeEach
  void lanes() {
    outside.lanes(rules(new LaneLimits(32, 256, 512, 8_192, 1_000_000), 100));
    outside.diverts = this::putOff;
  }

  private void putOff(Item item, Admission.Diverted diverted) {
    item.comesBackAt = outside.now + Math.max(SECOND, diverted.waitNanos());
    item.diversions++;
    diversions++;
    away.add(item);
  }

  private void offer(Item item) {
    switch (outside.offer(item)) {
      case Admission.Taken taken -> outages.took(ENDPOINT);
      case Admission.Diverted diverted -> {
        outages.refused(ENDPOINT, diverted.outage(), outside.now);
        putOff(item, diverted);
      }
    }
  }

  private void isLetGo(Item item) {
    Duration rest = outages.rest(ENDPOINT.value().getBytes(US_ASCII), outside.now);
    if (rest.isPositive()) {
      putOff(item, new Admission.Diverted(Diversion.FULL, rest.toNanos()));
    } else {
      onTheirWay.add(item);
    }
  }

  private List<Item> allAway() {
    List<Item> all = new ArrayList<>(away);
    all.addAll(onTheirWay);
    return all;
  }

  /** Up to a tenth more than usual, so that nothing goes by the beat of the rests. */
  private long takes(Outage outage) {
    return outage.takes + random.nextLong(outage.takes / 10);
  }

  /** A while in which so many come each second, and what was put off as well. */
  private void goesBy(long nanos, Outage outage) {
    long until = outside.now + nanos;
    long takes = takes(outage);
    long step = SECOND / PER_SECOND;
    while (outside.now < until) {
      boolean newOnesFirst = random.nextBoolean();
      if (newOnesFirst) {
        offer(new Item(1, 1, 0, 1));
      }
      while (!away.isEmpty() && away.element().comesBackAt - LEAD <= outside.now) {
        isLetGo(away.remove());
      }
      while (!onTheirWay.isEmpty() && onTheirWay.element().comesBackAt <= outside.now) {
        offer(onTheirWay.remove());
      }
      if (!newOnesFirst) {
        offer(new Item(1, 1, 0, 1));
      }
      outside.passes(MS);
      while (!outside.underWay.isEmpty()
          && outside.now - outside.underWay.getFirst().sentAt >= takes) {
        takes = takes(outage);
        outside.finish(outside.underWay.getFirst(), outage.ending(outside.sent.size()));
      }
      outside.passes(step - MS);
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatIsPutOffIsASmallMultipleOfWhatComesHoweverLongTheOutage(Outage outage) {
    goesBy(MINUTE, Outage.NONE);
    // Those that succeed at times are left alone only after failures in a row.
    goesBy(MINUTE, outage == Outage.SUCCEEDS_AT_TIMES ? Outage.FAILS : outage);
    for (int minute = 2; minute <= 90; minute++) {
      diversions = 0;
      goesBy(MINUTE, outage);
      assertThat(diversions / 60.0)
          .as("put off per second in minute %d", minute)
          .isLessThan(5.0 * PER_SECOND);
    }
  }

  @ParameterizedTest
  @EnumSource
  void nothingWaitsForMuchLongerThanTheOutage(Outage outage) {
    for (long seconds : List.of(10, 50, 100, 400, 2_000)) {
      goesBy(MINUTE, Outage.NONE);
      goesBy(seconds * SECOND, outage);
      List<Item> late = allAway();
      // A breaker's pause until it is noticed that it is up again, and one more until all have
      // come.
      goesBy((seconds + 80) * SECOND, Outage.NONE);
      late.retainAll(allAway());
      assertThat(late.size()).as("what still waits after an outage of %d s", seconds).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"NONE", "HAS_TOO_MUCH_TO_DO"})
  void notOnlyWhatIsNewGetsItsAttempts(Outage outage) {
    int all = 0;
    int cameBack = 0;
    for (int times = 0; times < 5; times++) {
      goesBy(60 * MINUTE, Outage.NONE);
      goesBy(2 * MINUTE, outage == Outage.SUCCEEDS_AT_TIMES ? Outage.FAILS : outage);
      int before = outside.sent.size();

      goesBy(30 * MINUTE, outage);

      List<Item> sent = outside.sent.subList(before, outside.sent.size());
      all += sent.size();
      cameBack += (int) sent.stream().filter(item -> item.diversions > 0).count();
    }
    assertThat(cameBack).as("of %d", all).isGreaterThan(all / 15);
  }

  @Test
  void oneFailureAMinuteIsNoOutage() {
    goesBy(MINUTE, Outage.NONE);
    for (int minute = 0; minute < 60; minute++) {
      outside.offer(20, 1);
      outside.finish(outside.underWay.getFirst(), new Ending.Throttled(null));
      goesBy(MINUTE, Outage.NONE);

      assertThat(allAway()).as("put off in minute %d", minute).isEmpty();
    }
  }

  @Test
  void aHundredThousandAtOnceForASlowEndpointComeBackAsItTakesThem() {
    goesBy(MINUTE, Outage.NONE);
    goesBy(10 * SECOND, Outage.IS_ALMOST_QUICK_ENOUGH);
    for (int i = 0; i < 100_000; i++) {
      offer(new Item(1, 1, 0, 1));
    }
    goesBy(4 * MINUTE, Outage.IS_ALMOST_QUICK_ENOUGH);
    for (int minute = 5; minute <= 20; minute++) {
      diversions = 0;
      final int before = outside.sent.size();
      goesBy(MINUTE, Outage.IS_ALMOST_QUICK_ENOUGH);
      assertThat(diversions / 60)
          .as("put off per second in minute %d", minute)
          .isLessThan(200 + PER_SECOND);
      assertThat((outside.sent.size() - before) / 60.0)
          .as("sent per second in minute %d", minute)
          .isGreaterThan(17);
    }
    goesBy(21 * MINUTE, Outage.NONE);
    assertThat(allAway()).isEmpty();
  }

  private void end(int times, Ending ending) {
    for (int i = 0; i < times; i++) {
      outside.offer(1, 1);
      outside.finish(outside.underWay.getFirst(), ending);
    }
  }

  private long rest() {
    return outside.refusal(1).waitNanos();
  }

  @Test
  void aProbeThatWillTimeOutIsNotWaitedForASecondAtATime() {
    end(50, Ending.Plain.TIMED_OUT);

    assertThat(rest()).isEqualTo(SHORT_REST);
    assertThat(outside.refusal(1).outage()).isNotNull();
  }

  @Test
  void whatAProbeMayTellInAMomentIsWaitedForAndNothingRestsLongMeanwhile() {
    goesBy(10 * MINUTE, Outage.FAILS);
    assertThat(rest()).isGreaterThan(2 * MINUTE);
    while (outside.underWay.isEmpty()) {
      outside.passes(SECOND);
      outside.offer(1, 1);
    }
    outside.passes(700 * MS);

    assertThat(rest()).isLessThan(MINUTE);
  }

  @Test
  void whatWasLearnedOfOneUrlDoesNotHoldForAnotherThatHangsAtOnce() {
    outside.passes(100 * MINUTE);
    outside.offer(16, 1);
    outside.destination = "elsewhere";
    outside.offer(1, 1);
    outside.finish(outside.underWay.getFirst(), Ending.Plain.TIMED_OUT);
    outside.offer(20, 1);
    outside.passes(6 * SECOND);

    assertThat(rest()).isEqualTo(SHORT_REST);
  }

  @Test
  void whatFailedOnceLongAgoIsNoOutage() {
    end(1, Ending.Plain.TIMED_OUT);
    outside.passes(60 * MINUTE);
    outside.offer(40, 1);
    outside.passes(6 * SECOND);

    assertThat(rest()).isEqualTo(SHORT_REST);
  }

  @Test
  void whatFailsOnceAMinuteIsDownAllTheTime() {
    for (int minute = 0; minute < 60; minute++) {
      end(1, Ending.Plain.TIMED_OUT);
      outside.passes(MINUTE);
    }
    end(1, Ending.Plain.TIMED_OUT);

    assertThat(rest()).isGreaterThan(10 * MINUTE);
  }

  @Test
  void slowAnswersAfterFailuresAreNotTakenForSilence() {
    for (int minute = 0; minute < 40; minute++) {
      end(1, Ending.Plain.FAILED);
      outside.passes(MINUTE);
    }
    outside.offer(40, 1);
    outside.passes(6 * SECOND);

    assertThat(rest()).isEqualTo(SHORT_REST);
  }

  @Test
  void aWishToBeLeftAloneForLongerThanTheOutageIsKept() {
    goesBy(10 * MINUTE, Outage.FAILS);
    while (outside.underWay.isEmpty()) {
      outside.passes(SECOND);
      outside.offer(1, 1);
    }
    outside.finish(outside.underWay.getFirst(), new Ending.Throttled(Duration.ofHours(2)));

    assertThat(rest()).isGreaterThanOrEqualTo(120 * MINUTE);
  }

  @Test
  void nothingRestsForLongerThanIsConfigured() {
    LaneRules rules = rules(new LaneLimits(32, 256, 512, 8_192, 1_000_000), 100);
    outside.lanes(
        new LaneRules(
            rules.limits(),
            rules.firstInFlight(),
            rules.failures(),
            rules.open(),
            rules.throttled(),
            Duration.ofMinutes(2),
            rules.quick(),
            rules.remembered()));
    goesBy(60 * MINUTE, Outage.FAILS);

    assertThat(rest()).isBetween(2 * MINUTE, 2 * MINUTE + SECOND);
  }
}
