package io.hooklane.dispatcher.lane;

import static io.hooklane.dispatcher.lane.OutsideOfLanes.MS;
import static io.hooklane.dispatcher.lane.OutsideOfLanes.SECOND;
import static io.hooklane.dispatcher.lane.OutsideOfLanes.rules;
import static org.assertj.core.api.Assertions.assertThat;

import io.hooklane.dispatcher.lane.OutsideOfLanes.Item;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Endpoints that hang are noticed, and what waits for too long is diverted. */
class LanesHangTest {

  private final OutsideOfLanes outside = new OutsideOfLanes();

  @Test
  void aQuickEndpointThatBeginsToHangIsNoticedWithoutAnotherDelivery() {
    Lanes<Integer, Item> lanes =
        outside.lanes(rules(new LaneLimits(32, 256, 512, 8_192, 50_000_000), 100));
    outside.offer(1, 1);
    outside.finish(outside.underWay.getFirst(), Ending.Plain.SUCCEEDED);
    outside.offer(100, 1);
    assertThat(lanes.figures().saturated()).isZero();

    outside.passes(2 * SECOND + MS);

    assertThat(lanes.figures().saturated()).isEqualTo(100);
    assertThat(outside.divertedUntil).isEmpty();
  }

  @Test
  void unknownEndpointsCountAsSlowWhenNoneOfThemAnswersAndOnlyThen() {
    Lanes<Integer, Item> lanes =
        outside.lanes(rules(new LaneLimits(32, 256, 512, 8_192, 50_000_000), 20_000));
    for (int number = 0; number < 1_000; number++) {
      outside.offer(new Item(number, number, number, 1));
    }
    assertThat(lanes.figures().saturated()).isZero();

    outside.passes(2 * SECOND);

    assertThat(lanes.figures().saturated()).isEqualTo(1_000);
    outside.finish(outside.underWay.getFirst(), Ending.Plain.SUCCEEDED);
    assertThat(lanes.figures().saturated()).isZero();
    outside.passes(3 * SECOND - MS);
    outside.finish(outside.underWay.getFirst(), Ending.Plain.TIMED_OUT);
    assertThat(lanes.figures().saturated()).isEqualTo(998);
    outside.letEverythingEnd();
    assertThat(lanes.figures().saturated()).isZero();
  }

  @Test
  void anEndpointThatHangsCountsAsSlowAlsoWhenItFailsSoonAtTimes() {
    Lanes<Integer, Item> lanes =
        outside.lanes(rules(new LaneLimits(32, 256, 512, 8_192, 50_000_000), 100));
    outside.offer(1, 1);
    outside.passes(10 * SECOND);
    outside.finish(outside.underWay.getFirst(), Ending.Plain.TIMED_OUT);
    outside.offer(1, 1);
    outside.finish(outside.underWay.getFirst(), Ending.Plain.FAILED);

    outside.offer(100, 1);

    assertThat(lanes.figures().saturated()).isEqualTo(100);
    outside.finish(outside.underWay.getFirst(), Ending.Plain.SUCCEEDED);
    assertThat(lanes.figures().saturated()).isZero();
  }

  @Test
  void whatWaitsBehindAttemptsThatHangIsDivertedSoThatItPinsNoPartition() {
    Lanes<Integer, Item> lanes =
        outside.lanes(rules(new LaneLimits(32, 256, 512, 8_192, 50_000_000), 100));
    outside.offer(100, 1);

    outside.passes(5 * SECOND);

    assertThat(outside.divertedUntil).hasSize(100 - outside.underWay.size());
    assertThat(outside.divertedUntil.values())
        .allSatisfy(until -> assertThat(until).isEqualTo(35_800 * MS));
    // It may be slow, and then what comes back has its turn: no outage is known of yet.
    assertThat(outside.refusal(1)).isEqualTo(new Admission.Diverted(Diversion.FULL, 30_800 * MS));
    assertThat(lanes.untilNextWakeUp(outside.now)).isEqualTo(Long.MAX_VALUE);
    outside.finish(outside.underWay.getFirst(), Ending.Plain.TIMED_OUT);
    assertThat(outside.offer(new Item(1, 1, 1_000, 1))).isInstanceOf(Admission.Taken.class);
  }

  @Test
  void afterATimeOutWhatComesWaitsForTheNextAttemptForAMomentOnly() {
    outside.lanes(rules(new LaneLimits(1, 256, 512, 8_192, 50_000_000), 100));
    outside.offer(1, 1);
    outside.passes(10 * SECOND);
    outside.finish(outside.underWay.getFirst(), Ending.Plain.TIMED_OUT);
    outside.offer(1, 1);

    outside.passes(900 * MS);
    assertThat(outside.offer(new Item(1, 1, 1_000, 1))).isInstanceOf(Admission.Taken.class);

    outside.passes(200 * MS);
    assertThat(outside.refusal(1).waitNanos()).isEqualTo(30_800 * MS);
    outside.finish(outside.underWay.getFirst(), Ending.Plain.SUCCEEDED);
    assertThat(outside.sent.getLast().number).isEqualTo(1_000);
  }

  @Test
  void whatWaitsForItsTurnForTooLongIsDivertedToo() {
    outside.lanes(rules(new LaneLimits(32, 256, 512, 8_192, 50_000_000), 20_000));
    for (int number = 0; number < 1_000; number++) {
      outside.offer(new Item(number, number, number, 1));
    }
    int underWay = outside.underWay.size();
    assertThat(underWay).isLessThan(1_000);

    outside.passes(5 * SECOND);

    assertThat(outside.divertedUntil).hasSize(1_000 - underWay);
  }

  @Test
  void anEndpointThatTakesItsTimeKeepsWhatItCanTakeSoon() {
    outside.lanes(rules(new LaneLimits(32, 256, 512, 8_192, 50_000_000), 100));
    outside.offer(64, 1);

    for (int second = 0; second < 4; second++) {
      outside.passes(SECOND);
      List.copyOf(outside.underWay).forEach(item -> outside.finish(item, Ending.Plain.SUCCEEDED));
    }

    assertThat(outside.divertedUntil).isEmpty();
    assertThat(outside.sent).hasSize(64);
  }
}
