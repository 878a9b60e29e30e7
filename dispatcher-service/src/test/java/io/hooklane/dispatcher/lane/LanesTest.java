package io.hooklane.dispatcher.lane;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LanesTest {

  private static final long MS = TimeUnit.MILLISECONDS.toNanos(1);
  private static final long SECOND = 1_000 * MS;

  private final Outside outside = new Outside();

  @Property(tries = 400)
  void sendsAllItTookOfEachKeyInOrderAndNeverTooManyAtOnce(
      @ForAll @IntRange(min = 1, max = 8) int perLane,
      @ForAll @IntRange(min = 1, max = 20) int queued,
      @ForAll @IntRange(min = 1, max = 16) int total,
      @ForAll @IntRange(min = 1, max = 12) int keys,
      @ForAll @IntRange(min = 0, max = 6) int remembered,
      @ForAll Random random) {
    Outside world = new Outside();
    Lanes<Integer, Item> lanes =
        world.lanes(rules(new LaneLimits(perLane, queued, total, 1_000, 1_000_000), remembered));
    for (int key = 0; key < keys; key += 3) {
      world.rates.put(key, 1 + random.nextInt(50));
    }
    for (int number = 0; number < 500; number++) {
      int key = random.nextInt(keys);
      world.offer(new Item(key, key % 4, number, 1 + random.nextInt(3_000)));
      world.passes(random.nextLong(20 * MS));
      assertThat(world.underWay).hasSizeLessThanOrEqualTo(total);
      for (int one = 0; one < keys; one++) {
        assertThat(world.underWay(one)).isLessThanOrEqualTo(perLane);
      }
      while (!world.underWay.isEmpty() && random.nextInt(3) == 0) {
        Item ended = world.underWay.get(random.nextInt(world.underWay.size()));
        world.finish(ended, anEnding(random));
      }
      if (random.nextInt(100) == 0) {
        lanes.removeQueued(item -> item.number % 2 == 0, world.removed::add, world.now);
      }
      if (random.nextInt(50) == 0) {
        lanes.review(world.now);
      }
    }
    world.letEverythingEnd();

    assertThat(lanes.room().held()).isZero();
    assertThat(lanes.room().bytes()).isZero();
    assertThat(lanes.room().inFlight()).isZero();
    assertThat(lanes.figures().saturated()).isZero();
    assertThat(lanes.size()).isLessThanOrEqualTo(2 * remembered);
    world.assertThatEachLeftOnceAndInOrder();
  }

  private static Ending anEnding(Random random) {
    return switch (random.nextInt(12)) {
      case 0 -> new Ending.Throttled(Duration.ofMillis(1 + random.nextInt(3_000)));
      case 1 -> new Ending.Throttled(null);
      case 2 -> Ending.Plain.TIMED_OUT;
      case 3 -> Ending.Plain.TOLD_NOTHING;
      case 4 -> Ending.Plain.NOT_MADE;
      case 5, 6, 7 -> Ending.Plain.FAILED;
      default -> Ending.Plain.SUCCEEDED;
    };
  }

  @Property(tries = 100)
  void nothingIsSentBeforeTheMomentThatWasAskedFor(@ForAll Random random) {
    Outside world = new Outside();
    world.lanes(rules(new LaneLimits(8, 50, 32, 1_000, 1_000_000), 100));
    Map<Integer, Long> heldUntil = new HashMap<>();
    for (int number = 0; number < 400; number++) {
      int seen = world.sent.size();
      world.offer(new Item(random.nextInt(3), 0, number, 1));
      world.passes(random.nextLong(300 * MS));
      for (Item item : world.sent.subList(seen, world.sent.size())) {
        assertThat(item.sentAt - heldUntil.getOrDefault(item.key, 0L)).isNotNegative();
      }
      while (!world.underWay.isEmpty() && random.nextBoolean()) {
        Item ended = world.underWay.getFirst();
        if (random.nextInt(5) == 0) {
          long asked = 1 + random.nextLong(5_000);
          heldUntil.merge(ended.key, world.now + asked * MS, Math::max);
          world.finish(ended, new Ending.Throttled(Duration.ofMillis(asked)));
        } else {
          world.finish(ended, Ending.Plain.SUCCEEDED);
        }
      }
    }
    for (Map.Entry<Item, Long> diverted : world.divertedUntil.entrySet()) {
      assertThat(diverted.getValue()).isPositive();
    }
  }

  @Test
  void whatWaitsIsDivertedWhenTheEndpointAsksToBeLeftAlone() {
    Lanes<Integer, Item> lanes =
        outside.lanes(rules(new LaneLimits(2, 256, 512, 8_192, 1_000_000), 100));
    outside.offer(10, 1);

    outside.finish(outside.underWay.getFirst(), new Ending.Throttled(Duration.ofSeconds(5)));

    assertThat(outside.divertedUntil).hasSize(8);
    assertThat(outside.divertedUntil.values())
        .allSatisfy(until -> assertThat(until).isBetween(5 * SECOND, 6 * SECOND))
        .doesNotHaveDuplicates();
    assertThat(outside.offer(new Item(1, 0, 99, 1)))
        .isInstanceOfSatisfying(
            Admission.Diverted.class,
            diverted -> assertThat(diverted.why()).isEqualTo(Diversion.HELD_BACK));
    assertThat(lanes.figures().lanes(LaneState.HELD_BACK)).isEqualTo(1);
    outside.passes(5 * SECOND);
    assertThat(outside.offer(new Item(1, 0, 100, 1))).isInstanceOf(Admission.Taken.class);
  }

  @Test
  void whatWasLearnedAboutOneUrlDoesNotHoldForAnother() {
    outside.lanes(rules(new LaneLimits(2, 256, 512, 8_192, 1_000_000), 100));
    outside.offer(1, 1);
    outside.finish(outside.underWay.getFirst(), new Ending.Throttled(Duration.ofHours(24)));
    assertThat(outside.offer(new Item(1, 0, 1, 1))).isInstanceOf(Admission.Diverted.class);

    outside.destination = "elsewhere";

    assertThat(outside.offer(new Item(1, 0, 2, 1))).isInstanceOf(Admission.Taken.class);
  }

  @Test
  void whatAFullLaneRefusesComesBackSoonUnlessNothingMovesThere() {
    outside.lanes(rules(new LaneLimits(2, 4, 512, 8_192, 1_000_000), 100));
    outside.offer(1, 1);
    outside.finish(outside.underWay.getFirst(), Ending.Plain.SUCCEEDED);
    outside.offer(6, 1);

    assertThat(outside.refusal(1)).isEqualTo(new Admission.Diverted(Diversion.FULL, 0));
    outside.passes(10 * SECOND);

    assertThat(outside.refusal(1))
        .satisfies(
            refusal -> {
              assertThat(refusal.why()).isEqualTo(Diversion.FULL);
              assertThat(refusal.waitNanos()).isEqualTo(31 * SECOND);
            });
  }

  @Test
  void whatAFullLaneRefusedTwiceIsPutOffForMinutesOnlyByOneThatIsSilentForLong() {
    outside.lanes(rules(new LaneLimits(2, 4, 512, 8_192, 1_000_000), 100));
    outside.offer(7, 1);
    outside.passes(7 * SECOND);

    // Nothing waits there any more, but the attempts under way hang.
    assertThat(outside.refusal(1, 2).waitNanos()).isEqualTo(31 * SECOND);

    outside.passes(3 * SECOND);
    List.copyOf(outside.underWay).forEach(item -> outside.finish(item, Ending.Plain.TIMED_OUT));
    outside.passes(45 * SECOND);
    outside.offer(2, 1);
    outside.passes(5 * SECOND);
    assertThat(outside.refusal(1, 1).waitNanos()).isEqualTo(31 * SECOND);
    assertThat(outside.refusal(1, 2).waitNanos()).isEqualTo(121 * SECOND);

    outside.finish(outside.underWay.getFirst(), Ending.Plain.FAILED);
    outside.offer(1, 1);
    outside.passes(5 * SECOND);
    assertThat(outside.refusal(1, 2).waitNanos()).isEqualTo(31 * SECOND);
  }

  @Test
  void aShortPauseIsWaitedForInTheLane() {
    outside.lanes(rules(new LaneLimits(2, 256, 512, 8_192, 1_000_000), 100));
    outside.offer(10, 1);
    outside.finish(outside.underWay.getFirst(), new Ending.Throttled(Duration.ofMillis(900)));

    outside.passes(899 * MS);
    assertThat(outside.sent).hasSize(2);
    outside.passes(2 * MS);

    assertThat(outside.sent).hasSize(3);
    assertThat(outside.divertedUntil).isEmpty();
  }

  @Test
  void anEndpointThatOnlyFailsGetsOneProbeAndEverythingElseComesAgain() {
    outside.lanes(rules(new LaneLimits(4, 256, 512, 8_192, 1_000_000), 100));
    for (int failure = 0; failure < 50; failure++) {
      outside.offer(1, 1);
      outside.finish(outside.underWay.getFirst(), Ending.Plain.FAILED);
    }
    assertThat(outside.offer(new Item(1, 0, 99, 1))).isInstanceOf(Admission.Diverted.class);

    outside.passes(SECOND);
    outside.offer(20, 1);

    assertThat(outside.underWay).hasSize(1);
    outside.passes(SECOND);
    assertThat(outside.underWay).hasSize(1);
    assertThat(outside.divertedUntil).hasSize(19);
    outside.finish(outside.underWay.getFirst(), Ending.Plain.SUCCEEDED);
    outside.offer(20, 1);
    assertThat(outside.underWay).hasSize(1);
    outside.finish(outside.underWay.getFirst(), Ending.Plain.SUCCEEDED);
    assertThat(outside.underWay).hasSize(2);
  }

  @Test
  void aRateIsMetWithWhatIsPutOffAndComesBackLate() {
    outside.lanes(rules(new LaneLimits(32, 256, 512, 8_192, 1_000_000), 100));
    outside.rates.put(1, 200);
    Random random = new Random(42);
    List<Item> away = new ArrayList<>();
    for (int number = 0; number < 5_000; number++) {
      outside.offer(new Item(1, 0, number, 1), away);
    }
    int[] perSecond = new int[26];
    int seen = 0;
    while (outside.now < 25 * SECOND) {
      outside.passes(MS);
      for (int i = away.size() - 1; i >= 0; i--) {
        Item item = away.get(i);
        if (item.comesBackAt + random.nextLong(300 * MS) < outside.now) {
          away.remove(i);
          item.diversions++;
          outside.offer(item, away);
        }
      }
      while (outside.underWay.size() > 2) {
        outside.finish(outside.underWay.getFirst(), Ending.Plain.SUCCEEDED);
      }
      for (Item item : outside.sent.subList(seen, outside.sent.size())) {
        perSecond[(int) (item.sentAt / SECOND)]++;
      }
      seen = outside.sent.size();
    }
    for (int from = 0; from <= 14; from++) {
      int inTenSeconds = 0;
      for (int second = from; second < from + 10; second++) {
        inTenSeconds += perSecond[second];
      }
      assertThat(inTenSeconds).isBetween(1_960, 2_040);
    }
  }

  @Test
  void aRateThatIsRaisedHoldsForWhatAlreadyWaits() {
    outside.lanes(rules(new LaneLimits(32, 256, 512, 8_192, 1_000_000), 100));
    outside.rates.put(1, 2);
    outside.offer(3, 1);
    assertThat(outside.sent).hasSize(1);

    outside.rates.put(1, 0);
    outside.passes(SECOND / 2);

    assertThat(outside.sent).hasSize(3);
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
  void whatWaitsBehindAttemptsThatHangIsDivertedSoThatItPinsNoPartition() {
    Lanes<Integer, Item> lanes =
        outside.lanes(rules(new LaneLimits(32, 256, 512, 8_192, 50_000_000), 100));
    outside.offer(100, 1);

    outside.passes(5 * SECOND);

    assertThat(outside.divertedUntil).hasSize(100 - outside.underWay.size());
    assertThat(outside.divertedUntil.values())
        .allSatisfy(until -> assertThat(until).isEqualTo(36 * SECOND));
    assertThat(outside.refusal(1).waitNanos()).isEqualTo(31 * SECOND);
    assertThat(lanes.untilNextWakeUp(outside.now)).isEqualTo(Long.MAX_VALUE);
    outside.finish(outside.underWay.getFirst(), Ending.Plain.TIMED_OUT);
    assertThat(outside.offer(new Item(1, 1, 1_000, 1))).isInstanceOf(Admission.Taken.class);
  }

  @Test
  void whatARateHoldsBackIsDivertedOnlyBehindAttemptsThatHang() {
    Lanes<Integer, Item> lanes =
        outside.lanes(rules(new LaneLimits(2, 256, 512, 8_192, 50_000_000), 100));
    outside.rates.put(1, 10);
    outside.offer(5, 1);

    outside.passes(3 * SECOND);
    outside.finish(outside.underWay.getFirst(), Ending.Plain.SUCCEEDED);
    outside.passes(3 * SECOND);
    assertThat(outside.divertedUntil).isEmpty();
    outside.passes(2 * SECOND);

    assertThat(outside.underWay).hasSize(2);
    assertThat(outside.divertedUntil).hasSize(2);
    assertThat(lanes.untilNextWakeUp(outside.now)).isEqualTo(Long.MAX_VALUE);
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
  void aRateIsNotSpentOnWhatWasNotSent() {
    outside.lanes(rules(new LaneLimits(32, 256, 512, 8_192, 50_000_000), 100));
    outside.rates.put(1, 1);
    outside.offer(2, 1);
    assertThat(outside.sent).hasSize(1);

    outside.finish(outside.underWay.getFirst(), Ending.Plain.NOT_MADE);

    assertThat(outside.sent).hasSize(2);
  }

  @Test
  void aProbeThatSaysNothingAboutTheEndpointIsFollowedByTheNext() {
    outside.lanes(rules(new LaneLimits(4, 256, 512, 8_192, 1_000_000), 100));
    for (int failure = 0; failure < 50; failure++) {
      outside.offer(1, 1);
      outside.finish(outside.underWay.getFirst(), Ending.Plain.FAILED);
    }
    outside.passes(SECOND);
    outside.offer(2, 1);
    assertThat(outside.underWay).hasSize(1);

    outside.finish(outside.underWay.getFirst(), Ending.Plain.TOLD_NOTHING);

    outside.offer(1, 1);
    assertThat(outside.underWay).hasSize(1);
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
  void anItemThatEndsWhileItIsSentMakesRoomForTheNext() {
    outside.endsAtOnce = true;
    Lanes<Integer, Item> lanes =
        outside.lanes(rules(new LaneLimits(1, 100_000, 4, 3_200_000, 50_000_000), 100));

    for (int number = 0; number < 50_000; number++) {
      outside.offer(new Item(1, 1, number, 1));
    }

    assertThat(outside.sent).hasSize(50_000);
    assertThat(lanes.room().held()).isZero();
  }

  @Test
  void whatIsTakenOutOfTheQueueIsNotSent() {
    Lanes<Integer, Item> lanes =
        outside.lanes(rules(new LaneLimits(1, 256, 512, 8_192, 50_000_000), 100));
    outside.offer(10, 1);
    List<Item> removed = new ArrayList<>();

    lanes.removeQueued(item -> item.number % 2 == 1, removed::add, outside.now);

    for (int i = 0; i < 5; i++) {
      outside.finish(outside.underWay.getFirst(), Ending.Plain.SUCCEEDED);
    }
    assertThat(removed).extracting(item -> item.number).containsExactly(1, 3, 5, 7, 9);
    assertThat(outside.sent).extracting(item -> item.number).containsExactly(0, 2, 4, 6, 8);
    assertThat(lanes.room().bytes()).isZero();
  }

  @Test
  void nothingWakesAnIdleSetOfLanes() {
    Lanes<Integer, Item> lanes =
        outside.lanes(rules(new LaneLimits(4, 256, 512, 8_192, 50_000_000), 100));
    outside.rates.put(1, 10);
    outside.offer(3, 1);
    outside.passes(SECOND);
    while (!outside.underWay.isEmpty()) {
      outside.finish(outside.underWay.getFirst(), new Ending.Throttled(Duration.ofHours(1)));
    }

    assertThat(outside.sent).hasSize(3);
    assertThat(lanes.untilNextWakeUp(outside.now)).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void whatIsWorthRememberingOutlivesManyEndpointsThatAreNot() {
    outside.lanes(rules(new LaneLimits(4, 256, 512, 8_192, 50_000_000), 50));
    outside.offer(1, -1);
    outside.finish(outside.underWay.getFirst(), new Ending.Throttled(Duration.ofHours(1)));

    for (int key = 0; key < 1_000; key++) {
      outside.offer(1, key);
      outside.finish(outside.underWay.getFirst(), Ending.Plain.SUCCEEDED);
    }

    assertThat(outside.offer(new Item(-1, 1, 2, 1))).isInstanceOf(Admission.Diverted.class);
  }

  private static LaneRules rules(LaneLimits limits, int remembered) {
    BackOff pauses = new BackOff(Duration.ofSeconds(1), Duration.ofSeconds(30));
    return new LaneRules(
        limits,
        Math.min(16, limits.inFlight()),
        50,
        pauses,
        pauses,
        Duration.ofSeconds(2),
        remembered);
  }

  private static final class Item implements Lanes.Item<Integer> {
    private final int key;
    private final int application;
    private final int number;
    private final long bytes;
    private int diversions;
    private long sentAt;
    private long comesBackAt;

    Item(int key, int application, int number, long bytes) {
      this.key = key;
      this.application = application;
      this.number = number;
      this.bytes = bytes;
    }

    @Override
    public Integer key() {
      return key;
    }

    @Override
    public Object application() {
      return application;
    }

    @Override
    public long bytes() {
      return bytes;
    }

    @Override
    public int diversions() {
      return diversions;
    }

    @Override
    public void isThereSince(long nanos) {
      sentAt = nanos;
    }

    @Override
    public long since() {
      return sentAt;
    }
  }

  /** Time, and what lies on the other side of the lanes. */
  private static final class Outside implements Lanes.Exit<Item>, Lanes.Settings<Integer> {
    final Map<Integer, Integer> rates = new HashMap<>();
    final List<Item> taken = new ArrayList<>();
    final List<Item> sent = new ArrayList<>();
    final List<Item> underWay = new ArrayList<>();
    final List<Item> removed = new ArrayList<>();
    final Map<Item, Long> divertedUntil = new LinkedHashMap<>();
    String destination = "there";
    boolean endsAtOnce;
    long now;
    private @Nullable Lanes<Integer, Item> lanes;
    private int numbers;

    Lanes<Integer, Item> lanes(LaneRules rules) {
      lanes = new Lanes<>(rules, this, this);
      return lanes;
    }

    private Lanes<Integer, Item> lanes() {
      return Objects.requireNonNull(lanes);
    }

    Admission offer(Item item) {
      Admission admission = lanes().offer(item, now);
      if (admission instanceof Admission.Taken) {
        taken.add(item);
      }
      return admission;
    }

    Admission.Diverted refusal(int key) {
      return refusal(key, 0);
    }

    Admission.Diverted refusal(int key, int diversions) {
      Item item = new Item(key, 1, numbers++, 1);
      item.diversions = diversions;
      Admission admission = offer(item);
      assertThat(admission).isInstanceOf(Admission.Diverted.class);
      return (Admission.Diverted) admission;
    }

    void offer(int count, int key) {
      for (int i = 0; i < count; i++) {
        offer(new Item(key, 1, numbers++, 1));
      }
    }

    void offer(Item item, List<Item> away) {
      if (lanes().offer(item, now) instanceof Admission.Diverted diverted) {
        item.comesBackAt = now + diverted.waitNanos();
        away.add(item);
      }
    }

    void finish(Item item, Ending ending) {
      underWay.remove(item);
      lanes().finished(item, ending, now);
    }

    long underWay(int key) {
      return underWay.stream().filter(item -> item.key == key).count();
    }

    /** Time goes by, with a timer that is never late. */
    void passes(long nanos) {
      long until = now + nanos;
      long next = lanes().untilNextWakeUp(now);
      while (next <= until - now) {
        now += next;
        lanes().wakeUp(now);
        next = lanes().untilNextWakeUp(now);
      }
      now = until;
    }

    void letEverythingEnd() {
      for (int i = 0; i < 100_000 && lanes().room().held() > 0; i++) {
        if (underWay.isEmpty()) {
          long next = lanes().untilNextWakeUp(now);
          assertThat(next).as("until what waits is looked at again").isLessThan(Long.MAX_VALUE);
          passes(next);
        } else {
          finish(underWay.getFirst(), Ending.Plain.SUCCEEDED);
        }
      }
    }

    void assertThatEachLeftOnceAndInOrder() {
      Set<Item> gone = new HashSet<>(removed);
      gone.addAll(divertedUntil.keySet());
      assertThat(gone.size() + sent.size()).isEqualTo(taken.size());
      Map<Integer, List<Item>> expected = new HashMap<>();
      taken.stream()
          .filter(item -> !gone.contains(item))
          .forEach(item -> expected.computeIfAbsent(item.key, k -> new ArrayList<>()).add(item));
      Map<Integer, List<Item>> inFact = new HashMap<>();
      sent.forEach(item -> inFact.computeIfAbsent(item.key, k -> new ArrayList<>()).add(item));
      assertThat(inFact).isEqualTo(expected);
    }

    @Override
    public int perSecond(Integer key) {
      return rates.getOrDefault(key, 0);
    }

    @Override
    public Object destination(Integer key) {
      return destination;
    }

    @Override
    public void send(Item item) {
      sent.add(item);
      if (endsAtOnce) {
        lanes().finished(item, Ending.Plain.SUCCEEDED, now);
      } else {
        underWay.add(item);
      }
    }

    @Override
    public void divert(Item item, Admission.Diverted diverted) {
      divertedUntil.put(item, now + diverted.waitNanos());
    }
  }
}
