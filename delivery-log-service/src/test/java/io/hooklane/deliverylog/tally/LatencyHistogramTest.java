package io.hooklane.deliverylog.tally;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.NotEmpty;
import org.junit.jupiter.api.Test;

class LatencyHistogramTest {

  @Test
  void hasNoPercentilesWithoutAttempts() {
    assertThat(new LatencyHistogram().percentile(0.5)).isNull();
  }

  @Test
  void whatTakesLongerThanAnyBucketCountsInTheLast() {
    LatencyHistogram histogram = new LatencyHistogram();
    histogram.add(Long.MAX_VALUE);

    assertThat(histogram.percentile(1)).isEqualTo(110_218);
  }

  @Property(tries = 300)
  void answersThePercentileToNineteenPercent(
      @ForAll @NotEmpty List<@LongRange(min = 0, max = 100_000) Long> times,
      @ForAll @DoubleRange(min = 0.01, max = 1) double share) {
    LatencyHistogram histogram = new LatencyHistogram();
    times.forEach(histogram::add);

    Long answered = histogram.percentile(share);

    List<Long> sorted = times.stream().sorted().toList();
    long exact = sorted.get((int) Math.ceil(share * sorted.size()) - 1);
    assertThat(answered).isBetween(exact, (long) Math.floor(exact * 1.19));
  }
}
