package io.hooklane.dispatcher.lane;

import static io.hooklane.dispatcher.lane.OutsideOfLanes.MS;
import static io.hooklane.dispatcher.lane.OutsideOfLanes.SECOND;
import static io.hooklane.dispatcher.lane.OutsideOfLanes.rules;
import static org.assertj.core.api.Assertions.assertThat;

import io.hooklane.dispatcher.lane.OutsideOfLanes.Item;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How lanes, and applications, share the room there is, and when what finds none comes back. */
class LanesRoomTest {

  private final OutsideOfLanes outside = new OutsideOfLanes();

  @Test
  void whatAFullLaneRefusesComesBackSoonUnlessNothingMovesThere() {
    outside.lanes(rules(new LaneLimits(2, 4, 512, 8_192, 1_000_000), 100));
    outside.offer(1, 1);
    outside.finish(outside.underWay.getFirst(), Ending.Plain.SUCCEEDED);
    outside.offer(6, 1);

    assertThat(outside.refusal(1)).isEqualTo(new Admission.Diverted(Diversion.FULL, SECOND));
    outside.passes(10 * SECOND);

    assertThat(outside.refusal(1))
        .satisfies(
            refusal -> {
              assertThat(refusal.why()).isEqualTo(Diversion.FULL);
              assertThat(refusal.waitNanos()).isEqualTo(30_800 * MS);
            });
  }

  @Test
  void whatOthersLeaveNoRoomForTellsNothingOfItsEndpoint() {
    outside.lanes(rules(new LaneLimits(2, 4, 512, 8, 1_000_000), 100));
    for (int other = 1; other <= 8; other++) {
      outside.offer(1, other);
    }

    for (int i = 0; i < 1_000; i++) {
      assertThat(outside.refusal(9)).isEqualTo(new Admission.Diverted(Diversion.FULL, 0));
    }
  }

  @Test
  void whatWasLearnedOfTheBacklogOfOneUrlDoesNotHoldForAnother() {
    outside.lanes(rules(new LaneLimits(2, 4, 512, 8_192, 1_000_000), 100));
    outside.offer(6, 1);
    for (int i = 0; i < 10_000; i++) {
      outside.refusal(1);
    }
    assertThat(outside.refusal(1).waitNanos()).isGreaterThan(30 * SECOND);
    outside.destination = "elsewhere";

    assertThat(outside.refusal(1).waitNanos()).isEqualTo(SECOND);
  }

  @Test
  void whatComesBackFindsRoomThatWhatIsNewDoesNot() {
    outside.lanes(rules(new LaneLimits(4, 256, 512, 8_192, 1_000_000), 100));
    while (outside.offer(new Item(1, 1, 0, 1)) instanceof Admission.Taken) {}
    Item returning = new Item(1, 1, 1, 1);
    returning.diversions++;

    assertThat(outside.offer(returning)).isInstanceOf(Admission.Taken.class);
  }

  @Test
  void aLargeDeliveryFindsRoomInAnEmptyLaneButManyAreDiverted() {
    outside.lanes(rules(new LaneLimits(32, 256, 512, 8_192, 24 << 20), 100));
    int taken = 0;
    for (int number = 0; number < 20; number++) {
      taken += outside.offer(new Item(1, 1, number, 1 << 20)) instanceof Admission.Taken ? 1 : 0;
    }
    assertThat(taken).isEqualTo(1);
    assertThat(outside.offer(new Item(2, 1, 0, 1 << 20))).isInstanceOf(Admission.Taken.class);
  }

  @Test
  void lanesThatDoNotMoveLeaveRoomForThoseThatDo() {
    Lanes<Integer, Item> lanes =
        outside.lanes(rules(new LaneLimits(32, 256, 512, 8_192, 50_000_000), 100));
    for (int number = 0; number < 100_000; number++) {
      outside.offer(new Item(number % 40, number % 40, number, 1));
    }

    Admission taken = outside.offer(new Item(99, 99, 0, 1));

    assertThat(taken).isInstanceOf(Admission.Taken.class);
    assertThat(outside.sent.getLast().key).isEqualTo(99);
    assertThat(lanes.figures().saturated()).isEqualTo(lanes.room().held() - 1);
  }

  @Test
  void manyUnknownEndpointsThatHangLeaveRoomForTheQuickOnes() {
    Lanes<Integer, Item> lanes =
        outside.lanes(rules(new LaneLimits(32, 256, 512, 8_192, 50_000_000), 20_000));
    outside.offer(new Item(-1, -1, 0, 1));
    outside.finish(outside.underWay.getFirst(), Ending.Plain.SUCCEEDED);

    for (int number = 0; number < 20_000; number++) {
      outside.offer(new Item(number, number % 500, number, number < 300 ? 1 : 100_000));
    }

    assertThat(lanes.room().inFlight()).isLessThanOrEqualTo(256);
    assertThat(lanes.room().held()).isLessThanOrEqualTo(4_096);
    assertThat(lanes.room().bytes()).isLessThanOrEqualTo(25_000_000);
    for (int number = 0; number < 20; number++) {
      assertThat(outside.offer(new Item(-1, -1, number, 1_000_000)))
          .isInstanceOf(Admission.Taken.class);
      assertThat(outside.sent.getLast().key).isEqualTo(-1);
      outside.finish(outside.sent.getLast(), Ending.Plain.SUCCEEDED);
    }
  }

  @Test
  void oneApplicationsHangingEndpointsLeaveRoomForAnothersUnknownOnes() {
    Lanes<Integer, Item> lanes =
        outside.lanes(rules(new LaneLimits(32, 256, 512, 8_192, 50_000_000), 20_000));
    for (int number = 0; number < 5_000; number++) {
      outside.offer(new Item(number, 7, number, 1));
    }
    assertThat(lanes.room().held()).isLessThan(2_000);
    assertThat(lanes.room().inFlight()).isLessThanOrEqualTo(128);

    outside.offer(new Item(-1, 8, 0, 1));

    assertThat(outside.sent.getLast().key).isEqualTo(-1);
  }

  @Test
  void whenAllTogetherAreTooManyLanesTakeTurns() {
    outside.lanes(rules(new LaneLimits(4, 256, 8, 8_192, 50_000_000), 100));
    for (int number = 0; number < 600; number++) {
      outside.offer(new Item(number % 12, number % 12, number, 1));
    }

    for (int i = 0; i < 240; i++) {
      outside.finish(outside.underWay.getFirst(), Ending.Plain.SUCCEEDED);
    }

    Map<Integer, Integer> byKey = new HashMap<>();
    outside.sent.forEach(item -> byKey.merge(item.key, 1, Integer::sum));
    assertThat(byKey.values()).hasSize(12).allSatisfy(of -> assertThat(of).isBetween(15, 26));
  }

  @Test
  void anApplicationGoesOnWhenAllThatWaitedInItsLineWasDiverted() {
    outside.lanes(rules(new LaneLimits(4, 16, 8, 1_000, 1_000_000), 100));
    for (int key = 1; key <= 5; key++) {
      outside.offer(1, key);
    }
    outside.passes(6 * SECOND);
    assertThat(outside.divertedUntil).hasSize(4);
    outside.finish(outside.underWay.getFirst(), Ending.Plain.SUCCEEDED);

    outside.offer(1, 4);

    assertThat(outside.sent.getLast().key).isEqualTo(4);
  }

  @Test
  void anEndpointWithARateThatWaitsInLineGoesWhenThoseBeforeItWereDiverted() {
    outside.lanes(rules(new LaneLimits(4, 16, 8, 1_000, 1_000_000), 100));
    outside.rates.put(5, 10);
    for (int key = 1; key <= 5; key++) {
      outside.offer(1, key);
    }
    outside.passes(6 * SECOND);

    outside.finish(outside.underWay.getFirst(), Ending.Plain.SUCCEEDED);

    assertThat(outside.sent.getLast().key).isEqualTo(5);
  }

  @Test
  void anApplicationGoesOnWhileThoseWhoseTurnItIsWaitForTheirRate() {
    outside.lanes(rules(new LaneLimits(4, 16, 8, 1_000, 1_000_000), 100));
    for (int key = 2; key <= 3; key++) {
      outside.rates.put(key, 1);
      outside.offer(1, key);
      outside.finish(outside.underWay.getFirst(), Ending.Plain.TOLD_NOTHING);
    }
    for (int key = 1; key <= 4; key++) {
      outside.offer(1, key);
    }

    outside.finish(outside.underWay.getFirst(), Ending.Plain.TOLD_NOTHING);

    assertThat(outside.sent.getLast().key).isEqualTo(4);
  }
}
