package io.hooklane.dispatcher.lane;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class HoldBackTest {

  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final HoldBack holdBack =
      new HoldBack(new BackOff(Duration.ofSeconds(1), Duration.ofSeconds(30)));

  @Property(tries = 300)
  void isHeldUntilTheLatestMomentThatWasAskedFor(
      @ForAll @Size(min = 1, max = 20) List<@LongRange(min = 1, max = 86_400) Long> seconds,
      @ForAll long start) {
    HoldBack asked = new HoldBack(new BackOff(Duration.ofSeconds(1), Duration.ofSeconds(30)));
    long now = start;
    long until = now;
    for (long wish : seconds) {
      asked.asked(now, wish * SECOND);
      until = now + wish * SECOND - until > 0 ? now + wish * SECOND : until;
      assertThat(asked.heldFor(now)).isEqualTo(until - now);
      now += Math.min(SECOND, until - now - 1);
      assertThat(asked.heldFor(now)).isEqualTo(until - now).isPositive();
    }
    assertThat(asked.heldFor(until - 1)).isEqualTo(1);
    assertThat(asked.heldFor(until)).isZero();
  }

  @Test
  void thePauseDoublesUntilSomethingIsTaken() {
    long now = 0;
    for (int expected : new int[] {1, 2, 4, 8, 16, 30, 30}) {
      holdBack.throttled(now, now);
      assertThat(holdBack.heldFor(now)).isEqualTo(expected * SECOND);
      now += expected * SECOND;
      assertThat(holdBack.heldFor(now)).isZero();
    }

    holdBack.succeeded(now);

    assertThat(holdBack.noteworthy(now)).isFalse();
    holdBack.throttled(now, now);
    assertThat(holdBack.heldFor(now)).isEqualTo(SECOND);
  }

  @Test
  void severalAnswersToWhatWasSentTogetherAreOne() {
    for (int answer = 0; answer < 16; answer++) {
      holdBack.throttled(0, 10 + answer);
    }
    assertThat(holdBack.heldFor(10)).isEqualTo(SECOND);

    holdBack.succeeded(0);

    holdBack.throttled(2 * SECOND, 2 * SECOND);
    assertThat(holdBack.heldFor(2 * SECOND)).isEqualTo(2 * SECOND);
  }
}
