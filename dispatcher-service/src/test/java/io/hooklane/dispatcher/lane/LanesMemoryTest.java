package io.hooklane.dispatcher.lane;

import static io.hooklane.dispatcher.lane.OutsideOfLanes.rules;
import static org.assertj.core.api.Assertions.assertThat;

import io.hooklane.dispatcher.lane.OutsideOfLanes.Item;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** For how long, and of what, lanes remember what they learned. */
class LanesMemoryTest {

  private final OutsideOfLanes outside = new OutsideOfLanes();

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
}
