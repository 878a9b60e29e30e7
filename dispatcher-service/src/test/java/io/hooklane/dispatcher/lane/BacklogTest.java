package io.hooklane.dispatcher.lane;

import static io.hooklane.dispatcher.lane.OutsideOfLanes.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class BacklogTest {

  private static final Duration LONGEST = Duration.ofHours(1);
  private static final double AT_BEST = 100;

  private final Backlog backlog = new Backlog(LONGEST);
  private long now = 1_000 * SECOND;
  private long wait;

  /** So many seconds in which so many are put off and attempted each second. */
  private void goesBy(int seconds, int putOff, int attempted) {
    for (int second = 0; second < seconds; second++) {
      for (int i = 0; i < attempted; i++) {
        backlog.ended();
      }
      for (int i = 0; i < putOff; i++) {
        wait = backlog.putOff(now, AT_BEST);
      }
      now += SECOND;
    }
  }

  @Test
  void theFirstComesBackInASecond() {
    assertThat(backlog.putOff(now, AT_BEST)).isEqualTo(SECOND);
  }

  @Test
  void untilItIsCountedWhatAnEndpointTakesIsGuessed() {
    for (int i = 0; i < 15_000; i++) {
      wait = backlog.putOff(now, 1_000);
    }

    assertThat(wait).isBetween(9 * SECOND, 11 * SECOND);
  }

  @Property(tries = 200)
  void comesBackAsFastAsTheEndpointTakesItAndHalfAsFastAgain(
      @ForAll @IntRange(min = 100, max = 2_000) int takes,
      @ForAll @IntRange(min = 1, max = 40) int seconds) {
    Backlog burst = new Backlog(LONGEST);
    burst.putOff(now, AT_BEST);
    for (int i = 0; i < 9 * takes; i++) {
      burst.ended();
    }
    long later = now + 9 * SECOND;
    long last = 0;
    for (int i = 0; i < seconds * takes; i++) {
      last = burst.putOff(later, AT_BEST);
    }

    assertThat(last)
        .isBetween(seconds * SECOND * 2 / 3 - SECOND, seconds * SECOND * 2 / 3 + SECOND);
  }

  @Test
  void oneThatAnswersLateIsNotTakenForSlowForLong() {
    goesBy(5, 1_000, 0);
    goesBy(30, 1_000, 900);
    for (int i = 0; i < 30_000; i++) {
      backlog.ended();
    }

    // 35,000 minus what was to come back meanwhile, at 1,350 a second.
    assertThat(backlog.putOff(now, AT_BEST)).isLessThan(10 * SECOND);
  }

  @Test
  void whatASlowEndpointIsBehindComesBackWithinTheTimeThatItHasBeen() {
    goesBy(600, 22, 3);

    assertThat(wait).isBetween(200 * SECOND, 601 * SECOND);
  }

  @Test
  void noMoreThanAHundredASecondComeBackToASlowEndpoint() {
    goesBy(20, 5_000, 3);

    assertThat(wait).isBetween(900 * SECOND, 1_001 * SECOND);
  }

  @Test
  void anEndpointThatNothingIsPutOffFromIsNotBehindAnyMore() {
    goesBy(600, 22, 3);
    now += 10 * SECOND;

    assertThat(backlog.putOff(now, AT_BEST)).isEqualTo(SECOND);
  }

  @Property(tries = 300)
  void nothingRestsForLongerThanIsAllowed(@ForAll Random random) {
    int bound = 30 + random.nextInt(5_000);
    Backlog any = new Backlog(Duration.ofSeconds(bound));
    long longest = Outage.longest(Duration.ofSeconds(bound));
    long time = random.nextLong();
    for (int i = 0; i < 1_000; i++) {
      switch (random.nextInt(4)) {
        case 0, 1 -> any.ended();
        case 2 -> time += random.nextLong(100 * SECOND);
        default -> {
          for (int n = random.nextInt(1_000); n > 0; n--) {
            assertThat(any.putOff(time, random.nextDouble())).isBetween(SECOND, longest);
          }
        }
      }
    }
  }
}
