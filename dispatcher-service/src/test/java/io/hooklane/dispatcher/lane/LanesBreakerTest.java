package io.hooklane.dispatcher.lane;

import static io.hooklane.dispatcher.lane.OutsideOfLanes.SECOND;
import static io.hooklane.dispatcher.lane.OutsideOfLanes.rules;
import static org.assertj.core.api.Assertions.assertThat;

import io.hooklane.dispatcher.lane.OutsideOfLanes.Item;
import org.junit.jupiter.api.Test;

/** An endpoint that only fails is sent probes until one succeeds. */
class LanesBreakerTest {

  private final OutsideOfLanes outside = new OutsideOfLanes();

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
}
