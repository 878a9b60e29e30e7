package io.hooklane.dispatcher.lane;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class RateLimitTest {

  private static final long TEN_SECONDS = TimeUnit.SECONDS.toNanos(10);

  /**
   * As many as it should in ten seconds, within 2 %, though nobody asks for a moment each second.
   */
  @Property
  void aRateIsMetWhateverStopsTheThreadForAMoment(
      @ForAll @IntRange(min = 50, max = 5_000) int perSecond,
      @ForAll @IntRange(min = 0, max = 90) int stopMillis,
      @ForAll @IntRange(min = 0, max = 1_000) int idleMillis) {
    long begin = TimeUnit.MILLISECONDS.toNanos(idleMillis);
    RateLimit limit = new RateLimit(perSecond, 0);
    long now = begin;
    long nextStop = begin + TimeUnit.SECONDS.toNanos(1);
    int taken = 0;
    while (now < begin + TEN_SECONDS) {
      long wait = limit.take(now);
      if (wait == 0) {
        taken++;
      }
      now += wait;
      if (now >= nextStop) {
        now += TimeUnit.MILLISECONDS.toNanos(stopMillis);
        nextStop += TimeUnit.SECONDS.toNanos(1);
      }
    }

    assertThat(taken).isBetween(perSecond * 98 / 10, perSecond * 102 / 10);
  }
}
