package io.hooklane.dispatcher.lane;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class BreakerTest {

  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final BackOff PAUSES = new BackOff(Duration.ofSeconds(1), Duration.ofSeconds(30));
  private static final int LIMIT = 16;

  private long now = Long.MAX_VALUE - SECOND;

  @Property(tries = 200)
  void aReceiverThatIsDownGetsSingleProbesFurtherAndFurtherApart(
      @ForAll @IntRange(min = 1, max = 60) int threshold, @ForAll Random random) {
    Breaker breaker = opened(threshold);
    long pause = SECOND;
    for (int probe = 0; probe < 12; probe++) {
      long opened = now;
      // Late answers to what was sent before change nothing.
      breaker.failed(opened - 1, now);
      breaker.succeeded(opened - 1, now, LIMIT);
      now += (long) (pause * random.nextDouble());
      assertThat(breaker.pausedFor(now)).isEqualTo(opened + pause - now);
      now = opened + pause + random.nextLong(100 * SECOND);
      assertThat(breaker.pausedFor(now)).isZero();
      breaker.sent(now);
      long sent = now;
      assertThat(breaker.pausedFor(now)).isPositive();
      now += random.nextLong(15 * SECOND);
      breaker.failed(sent - SECOND, now);
      breaker.succeeded(sent - SECOND, now, LIMIT);
      assertThat(breaker.state()).isInstanceOf(Breaker.Probing.class);
      breaker.failed(sent, now);
      pause = Math.min(30 * SECOND, 2 * pause);
      assertThat(breaker.pausedFor(now)).isEqualTo(pause);
    }
  }

  @Property(tries = 200)
  void neverOpensWhileSuccessesComeBetween(
      @ForAll @IntRange(min = 2, max = 60) int threshold, @ForAll Random random) {
    Breaker breaker = new Breaker(threshold, PAUSES);
    for (int round = 0; round < 50; round++) {
      for (int failure = random.nextInt(threshold); failure > 0; failure--) {
        breaker.failed(now, now);
      }
      assertThat(breaker.pausedFor(now)).isZero();
      breaker.succeeded(now, now, LIMIT);
      assertThat(breaker.flowing()).isTrue();
    }
  }

  @Property(tries = 200)
  void afterAGoodProbeTheNumberUnderWayDoublesWithEachSuccess(
      @ForAll @IntRange(min = 2, max = 128) int limit) {
    Breaker breaker = opened(50);
    probeSucceeds(breaker, limit);
    int allowed = 1;
    while (allowed < limit) {
      assertThat(breaker.inFlight()).isEqualTo(allowed);
      assertThat(breaker.pausedFor(now)).isZero();
      breaker.succeeded(now, now, limit);
      allowed *= 2;
    }
    assertThat(breaker.flowing()).isTrue();
    assertThat(breaker.inFlight()).isEqualTo(Integer.MAX_VALUE);
  }

  @Property(tries = 300)
  void neverMoreThanOneUnderWayFromOpeningToTheProbesSuccess(@ForAll Random random) {
    Breaker breaker = new Breaker(3, PAUSES);
    Deque<Long> underWay = new ArrayDeque<>();
    long down = now + 20 * SECOND;
    int sentWhileOpen = 0;
    for (int step = 0; step < 400; step++) {
      now += random.nextLong(SECOND / 2);
      boolean wasOut = out(breaker);
      if (breaker.pausedFor(now) == 0 && underWay.size() < Math.min(8, breaker.inFlight())) {
        breaker.sent(now);
        underWay.add(now);
        sentWhileOpen = wasOut ? sentWhileOpen + 1 : 0;
      }
      if (!underWay.isEmpty() && random.nextBoolean()) {
        long sent = underWay.remove();
        if (now - down < 0) {
          breaker.failed(sent, now);
        } else {
          breaker.succeeded(sent, now, 8);
        }
        sentWhileOpen = 0;
      }
      assertThat(sentWhileOpen).isLessThanOrEqualTo(1);
    }
  }

  @Test
  void failuresWhileItRampsOpenItAgainForLonger() {
    Breaker breaker = opened(50);
    probeSucceeds(breaker, LIMIT);
    breaker.succeeded(now, now, LIMIT);
    breaker.succeeded(now, now, LIMIT);
    assertThat(breaker.inFlight()).isEqualTo(4);

    breaker.failed(now, now);
    assertThat(breaker.inFlight()).isEqualTo(2);
    breaker.failed(now, now);
    assertThat(breaker.inFlight()).isEqualTo(1);
    breaker.failed(now, now);

    assertThat(breaker.pausedFor(now)).isEqualTo(2 * SECOND);
  }

  @Test
  void aProbeThatWasNotMadeLeavesItsPlaceToTheNext() {
    Breaker breaker = opened(50);
    now += SECOND;
    breaker.sent(now);

    breaker.toldNothing(now, now);

    assertThat(breaker.pausedFor(now)).isZero();
    breaker.sent(now);
    assertThat(breaker.pausedFor(now)).isPositive();
  }

  private Breaker opened(int threshold) {
    Breaker breaker = new Breaker(threshold, PAUSES);
    for (int failure = 0; failure < threshold; failure++) {
      assertThat(breaker.pausedFor(now)).isZero();
      breaker.failed(now, now);
    }
    assertThat(breaker.pausedFor(now)).isEqualTo(SECOND);
    return breaker;
  }

  private void probeSucceeds(Breaker breaker, int limit) {
    now += SECOND;
    breaker.sent(now);
    breaker.succeeded(now, now, limit);
  }

  private static boolean out(Breaker breaker) {
    return breaker.state() instanceof Breaker.Open || breaker.state() instanceof Breaker.Probing;
  }
}
