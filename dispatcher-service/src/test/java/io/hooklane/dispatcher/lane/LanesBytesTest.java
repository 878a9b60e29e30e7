package io.hooklane.dispatcher.lane;

import static io.hooklane.dispatcher.lane.OutsideOfLanes.rules;
import static org.assertj.core.api.Assertions.assertThat;

import io.hooklane.dispatcher.lane.OutsideOfLanes.Item;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** That what is large goes as well, however many event loops share the room for bytes. */
class LanesBytesTest {

  private static final LaneLimits DEFAULTS = new LaneLimits(128, 256, 1_024, 16_384, 48 << 20);
  private static final long LARGEST_BY_DEFAULT = (1 << 20) + 1_024;
  private static final long LARGEST_RECORD = 4 << 20;

  @Property(tries = 128)
  void theLargestDeliveryFindsRoomWhereNothingElseIs(
      @ForAll @IntRange(min = 1, max = 128) int loops) {
    OutsideOfLanes outside = new OutsideOfLanes();
    outside.lanes(rules(DEFAULTS.dividedBy(loops), 10));

    assertThat(outside.offer(new Item(1, 1, 0, LARGEST_RECORD)))
        .isInstanceOf(Admission.Taken.class);
  }

  @Property(tries = 128)
  void anApplicationWhoseEndpointsHangLeavesRoomForWhatIsLargeOfAnother(
      @ForAll @IntRange(min = 1, max = 128) int loops) {
    BytesHeld bytes = new BytesHeld();
    List<OutsideOfLanes> each = new ArrayList<>();
    for (int loop = 0; loop < loops; loop++) {
      OutsideOfLanes outside = new OutsideOfLanes();
      outside.lanes(rules(DEFAULTS.dividedBy(loops), 10), bytes);
      each.add(outside);
    }
    for (int number = 0; number < 1_000; number++) {
      each.get(number % loops).offer(new Item(number, 7, number, LARGEST_BY_DEFAULT));
    }

    Admission taken = each.getLast().offer(new Item(-1, 8, 0, LARGEST_RECORD));

    assertThat(taken).isInstanceOf(Admission.Taken.class);
    assertThat(
            each.stream().flatMap(outside -> outside.taken.stream()).mapToLong(Item::bytes).sum())
        .isLessThanOrEqualTo(DEFAULTS.totalBytes());
  }

  @Test
  void whereNothingElseIsOneGoesThatIsLargerThanAllTheRoom() {
    OutsideOfLanes outside = new OutsideOfLanes();
    outside.lanes(rules(new LaneLimits(4, 256, 512, 8_192, 1_000), 10));

    assertThat(outside.offer(new Item(1, 1, 0, 5_000))).isInstanceOf(Admission.Taken.class);

    assertThat(outside.offer(new Item(2, 2, 1, 1))).isInstanceOf(Admission.Diverted.class);
  }

  @Test
  void whatHasEndedOnOneEventLoopLeavesItsRoomToTheOthers() {
    BytesHeld bytes = new BytesHeld();
    LaneRules rules = rules(new LaneLimits(4, 256, 512, 8_192, 4_000), 0);
    OutsideOfLanes one = new OutsideOfLanes();
    one.lanes(rules, bytes);
    OutsideOfLanes other = new OutsideOfLanes();
    other.lanes(rules, bytes);
    one.offer(new Item(1, 7, 0, 2_000));
    assertThat(other.offer(new Item(2, 7, 1, 1_000))).isInstanceOf(Admission.Diverted.class);

    one.finish(one.underWay.getFirst(), Ending.Plain.SUCCEEDED);

    assertThat(other.offer(new Item(2, 7, 2, 1_000))).isInstanceOf(Admission.Taken.class);
    other.finish(other.underWay.getFirst(), Ending.Plain.FAILED);
    assertThat(bytes.all()).isZero();
    assertThat(bytes.unproven()).isZero();
    assertThat(bytes.applications()).isZero();
  }
}
