package io.hooklane.dispatcher.lane;

import static io.hooklane.dispatcher.lane.OutsideOfLanes.MS;
import static io.hooklane.dispatcher.lane.OutsideOfLanes.SECOND;
import static io.hooklane.dispatcher.lane.OutsideOfLanes.rules;
import static org.assertj.core.api.Assertions.assertThat;

import io.hooklane.dispatcher.lane.OutsideOfLanes.Item;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** An endpoint that asks to be left alone is, for as long as it asked. */
class LanesHoldBackTest {

  private final OutsideOfLanes outside = new OutsideOfLanes();

  @Property(tries = 100)
  void nothingIsSentBeforeTheMomentThatWasAskedFor(@ForAll Random random) {
    OutsideOfLanes world = new OutsideOfLanes();
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
}
