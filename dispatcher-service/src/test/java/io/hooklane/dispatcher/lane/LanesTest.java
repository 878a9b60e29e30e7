package io.hooklane.dispatcher.lane;

import static io.hooklane.dispatcher.lane.OutsideOfLanes.MS;
import static io.hooklane.dispatcher.lane.OutsideOfLanes.SECOND;
import static io.hooklane.dispatcher.lane.OutsideOfLanes.rules;
import static org.assertj.core.api.Assertions.assertThat;

import io.hooklane.dispatcher.lane.OutsideOfLanes.Item;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** What lanes promise of everything that goes through them: its order, its bounds, its end. */
class LanesTest {

  private final OutsideOfLanes outside = new OutsideOfLanes();

  @Property(tries = 400)
  void sendsAllItTookOfEachKeyInOrderAndNeverTooManyAtOnce(
      @ForAll @IntRange(min = 1, max = 8) int perLane,
      @ForAll @IntRange(min = 1, max = 20) int queued,
      @ForAll @IntRange(min = 1, max = 16) int total,
      @ForAll @IntRange(min = 1, max = 12) int keys,
      @ForAll @IntRange(min = 1, max = 4) int applications,
      @ForAll @IntRange(min = 0, max = 6) int remembered,
      @ForAll Random random) {
    OutsideOfLanes world = new OutsideOfLanes();
    Lanes<Integer, Item> lanes =
        world.lanes(rules(new LaneLimits(perLane, queued, total, 1_000, 1_000_000), remembered));
    for (int key = 0; key < keys; key += 3) {
      world.rates.put(key, 1 + random.nextInt(50));
    }
    for (int number = 0; number < 500; number++) {
      int key = random.nextInt(keys);
      world.offer(new Item(key, key % applications, number, 1 + random.nextInt(3_000)));
      world.passes(random.nextLong(random.nextInt(50) == 0 ? 8 * SECOND : 20 * MS));
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

  @Property(tries = 400)
  void nothingOfAnApplicationWaitsForTheOthersOfItWhenNothingOfItIsUnderWay(
      @ForAll @IntRange(min = 1, max = 3) int perLane,
      @ForAll @IntRange(min = 2, max = 16) int total,
      @ForAll @IntRange(min = 1, max = 24) int keys,
      @ForAll @IntRange(min = 1, max = 3) int applications,
      @ForAll @IntRange(min = 0, max = 30) int remembered,
      @ForAll Random random) {
    OutsideOfLanes world = new OutsideOfLanes();
    Lanes<Integer, Item> lanes =
        world.lanes(rules(new LaneLimits(perLane, 8, total, 1_000, 1_000_000), remembered));
    for (int number = 0; number < 400; number++) {
      int key = random.nextInt(keys);
      world.offer(new Item(key, key % applications, number, 1));
      assertThatNoneWaitsInVain(world, applications, total);
      world.passes(random.nextLong(random.nextInt(20) == 0 ? 8 * SECOND : 20 * MS));
      assertThatNoneWaitsInVain(world, applications, total);
      while (!world.underWay.isEmpty() && random.nextInt(3) == 0) {
        Item ended = world.underWay.get(random.nextInt(world.underWay.size()));
        // Nothing that blocks its lane.
        world.finish(
            ended, random.nextInt(4) == 0 ? Ending.Plain.NOT_MADE : Ending.Plain.SUCCEEDED);
        assertThatNoneWaitsInVain(world, applications, total);
      }
      if (random.nextInt(50) == 0) {
        lanes.removeQueued(item -> item.number % 2 == 0, world.removed::add, world.now);
        assertThatNoneWaitsInVain(world, applications, total);
      }
    }
  }

  /** There is room for one of an application when half of all that may be under way is not. */
  private static void assertThatNoneWaitsInVain(OutsideOfLanes world, int applications, int total) {
    if (world.underWay.size() >= total / 2) {
      return;
    }
    Set<Item> gone = new HashSet<>(world.sent);
    gone.addAll(world.removed);
    gone.addAll(world.divertedUntil.keySet());
    for (int one = 0; one < applications; one++) {
      int application = one;
      if (world.underWay.stream().noneMatch(item -> item.application == application)) {
        assertThat(world.taken)
            .filteredOn(item -> item.application == application && !gone.contains(item))
            .as("what waits of application %d, of which nothing is under way", application)
            .isEmpty();
      }
    }
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
}
