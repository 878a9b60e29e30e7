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
    assertThat(DelayTier.largestWithin(Duration.ofMillis(999))).isEmpty();
  }

  @Property
  void hopsThroughFittingTiersEndWithinTheLastSecondAndNeverOvershoot(
      @ForAll @LongRange(min = 0, max = 864_000_000L) long waitMillis) {
    Duration remaining = Duration.ofMillis(waitMillis);
    int hops = 0;
    for (var tier = DelayTier.largestWithin(remaining);
        tier.isPresent();
        tier = DelayTier.largestWithin(remaining)) {
      remaining = remaining.minus(tier.get().delay());
      hops++;
    }

    assertThat(remaining).isBetween(Duration.ZERO, Duration.ofMillis(999));
    assertThat(hops).isLessThanOrEqualTo(40 + 5 + 5 + 4 + 3 + 5 + 4);
  }
}
