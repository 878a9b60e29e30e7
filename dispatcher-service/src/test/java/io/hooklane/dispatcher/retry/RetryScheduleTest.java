package io.hooklane.dispatcher.retry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hooklane.contracts.delivery.Trigger;
import io.hooklane.dispatcher.retry.RetryDecision.GiveUp;
import io.hooklane.dispatcher.retry.RetryDecision.RetryAt;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RetryScheduleTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final List<Duration> WAITS =
      List.of(Duration.ofSeconds(5), Duration.ofMinutes(5), Duration.ofHours(10));

  private record Config(List<Duration> schedule, double jitter, double timeScale)
      implements RetryConfig {}

  @Property
  void waitsAsLongAsTheScheduleSaysGiveOrTakeTheJitter(
      @ForAll @IntRange(min = 1, max = 3) int attempt,
      @ForAll @DoubleRange(min = 0, max = 0.99) double jitter,
      @ForAll @DoubleRange(min = 0.01, max = 10) double scale,
      @ForAll long seed) {
    RetryDecision decision =
        new RetrySchedule(new Config(WAITS, jitter, scale), new SplittableRandom(seed))
            .after(attempt, Trigger.SCHEDULED, null, NOW);

    double exact = WAITS.get(attempt - 1).toMillis() * scale;
    assertThat(decision)
        .isInstanceOfSatisfying(
            RetryAt.class,
            retry ->
                assertThat((double) Duration.between(NOW, retry.due()).toMillis())
                    .isBetween(exact * (1 - jitter) - 1, exact * (1 + jitter) + 1));
  }

  @Test
  void anEndpointsOwnScheduleGoesFirst() {
    assertThat(exactly().after(1, Trigger.SCHEDULED, List.of(Duration.ofSeconds(7)), NOW))
        .isEqualTo(new RetryAt(NOW.plusSeconds(7)));
  }

  @Test
  void givesUpWhenTheScheduleIsSpent() {
    assertThat(exactly().after(4, Trigger.SCHEDULED, null, NOW)).isEqualTo(new GiveUp());
    assertThat(exactly().after(1, Trigger.SCHEDULED, List.of(), NOW)).isEqualTo(new GiveUp());
  }

  @Test
  void doesNotRetryWhatWasAskedForByHand() {
    assertThat(exactly().after(1, Trigger.MANUAL, null, NOW)).isEqualTo(new GiveUp());
  }

  @Test
  void refusesAJitterOrAScaleOutOfRange() {
    SplittableRandom random = new SplittableRandom();
    assertThatThrownBy(() -> new RetrySchedule(new Config(WAITS, 1, 1), random))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new RetrySchedule(new Config(WAITS, 0.2, 0), random))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static RetrySchedule exactly() {
    return new RetrySchedule(new Config(WAITS, 0, 1), new SplittableRandom(1));
  }
}
