package io.hooklane.contracts.topic;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class DelayTierTest {

  @Test
  void lessThanTheShortestTierFitsNone() {
    assertThat(DelayTier.largestWithin(Duration.ofMillis(959))).isEmpty();
  }

  @Test
  void aTierTakesWhatIsDueALittleBeforeItIsOver() {
    assertThat(DelayTier.largestWithin(Duration.ofMillis(4_800))).contains(DelayTier.FIVE_SECONDS);
    assertThat(DelayTier.largestWithin(Duration.ofMillis(4_799))).contains(DelayTier.ONE_SECOND);
    assertThat(DelayTier.largestWithin(Duration.ofMillis(29_800)))
        .contains(DelayTier.THIRTY_SECONDS);
  }

  @Property
  void hopsThroughFittingTiersEndWithinTheLastSecondAndHardlyOvershoot(
      @ForAll @LongRange(min = 0, max = 864_000_000L) long waitMillis) {
    Duration remaining = Duration.ofMillis(waitMillis);
    int hops = 0;
    for (var tier = DelayTier.largestWithin(remaining);
        tier.isPresent();
        tier = DelayTier.largestWithin(remaining)) {
      remaining = remaining.minus(tier.get().delay());
      hops++;
    }

    assertThat(remaining).isBetween(Duration.ofMillis(-200), Duration.ofMillis(959));
    assertThat(hops).isLessThanOrEqualTo(40 + 5 + 5 + 4 + 3 + 5 + 4);
  }
}
