package io.hooklane.dispatcher.lane;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PaceTest {

  private static final long MS = TimeUnit.MILLISECONDS.toNanos(1);
  private static final long SECOND = 1_000 * MS;
  private static final Duration HOUR = Duration.ofHours(1);

  @Property(tries = 200)
  void aLaneThatAlwaysHasSomethingMeetsItsRateWhateverItsTimerIsLate(
      @ForAll @IntRange(min = 1, max = 3_000) int perSecond, @ForAll Random random) {
    RateLimit rate = new RateLimit(perSecond, 0);
    long now = 0;
    int[] sent = new int[40];
    while (now < 40 * SECOND) {
      long wait = rate.take(now);
      if (wait == 0) {
        sent[(int) (now / SECOND)]++;
      } else {
        now += wait + (random.nextInt(20) == 0 ? random.nextLong(50 * MS) : random.nextLong(MS));
      }
    }
    for (int from = 0; from <= 30; from++) {
      int inTenSeconds = 0;
      for (int second = from; second < from + 10; second++) {
        inTenSeconds += sent[second];
      }
      assertThat((double) inTenSeconds)
          .isBetween(perSecond * 10 * 0.98 - 1, perSecond * 10 * 1.02 + 1);
    }
  }

  @Property(tries = 200)
  void neverMoreThanTheRateOverTenSecondsWhateverComesWhen(
      @ForAll @IntRange(min = 1, max = 500) int perSecond, @ForAll Random random) {
    RateLimit rate = new RateLimit(perSecond, 0);
    long now = 0;
    int[] sent = new int[40];
    while (now < 40 * SECOND) {
      while (rate.take(now) == 0) {
        sent[(int) (now / SECOND)]++;
      }
      now += random.nextLong(random.nextInt(10) == 0 ? 2 * SECOND : 20 * MS);
    }
    for (int from = 0; from <= 30; from++) {
      int inTenSeconds = 0;
      for (int second = from; second < from + 10; second++) {
        inTenSeconds += sent[second];
      }
      assertThat((double) inTenSeconds).isLessThanOrEqualTo(perSecond * 10 * 1.02 + 2);
    }
  }

  @Property(tries = 300)
  void bookingsAreOneAfterTheOtherAndNeverBeforeTheirTime(@ForAll Random random) {
    Bookings bookings = new Bookings();
    long now = random.nextLong();
    long last = now;
    for (int i = 0; i < 200; i++) {
      now += random.nextLong(SECOND);
      long earliest = now + random.nextLong(10 * SECOND);
      long spacing = 1 + random.nextLong(SECOND);
      long booked = bookings.book(earliest, spacing);
      assertThat(booked - earliest).isGreaterThanOrEqualTo(spacing);
      assertThat(booked - last).isGreaterThanOrEqualTo(spacing);
      assertThat(bookings.outstanding(now)).isEqualTo(booked - now);
      last = booked;
    }
    assertThat(bookings.outstanding(last)).isZero();
  }

  @Property(tries = 200)
  void whatDoesNotFitComesBackAtTheRateAndBeforeTheLaneRunsDry(
      @ForAll @IntRange(min = 1, max = 2_000) int perSecond,
      @ForAll @IntRange(min = 2, max = 512) int room) {
    Pace pace = new Pace(HOUR);
    pace.rate(perSecond, 0);
    int queued = 0;
    while (pace.bookIfTooMany(0, queued, room, false) == null) {
      queued++;
    }
    assertThat(queued).isPositive().isLessThanOrEqualTo(room);
    long dryAt = queued * SECOND / perSecond;
    Admission.Diverted previous = null;
    for (int i = 0; i < 500; i++) {
      Admission.Diverted next = Objects.requireNonNull(pace.bookIfTooMany(0, queued, room, false));
      assertThat(next.why()).isEqualTo(Diversion.RATE_LIMITED);
      long slot = dryAt + (i + 2) * SECOND / perSecond;
      assertThat(next.waitNanos())
          .isLessThanOrEqualTo(Math.max(SECOND / 10, slot + SECOND / perSecond));
      if (previous != null && previous.waitNanos() > SECOND / 10) {
        assertThat(next.waitNanos() - previous.waitNanos()).isEqualTo(SECOND / perSecond);
      }
      previous = next;
    }
  }

  @Test
  void whatComesNewGoesBehindWhatWasPutOffAndWhatComesBackDoesNot() {
    Pace pace = new Pace(HOUR);
    pace.rate(10, 0);
    for (int i = 0; i < 100; i++) {
      pace.bookIfTooMany(0, 15, 512, false);
    }

    assertThat(pace.bookIfTooMany(SECOND, 0, 512, false)).isNotNull();
    assertThat(pace.bookIfTooMany(SECOND, 0, 512, true)).isNull();
  }

  @Test
  void aNewRateHoldsFromThenOn() {
    Pace pace = new Pace(HOUR);
    pace.rate(1, 0);
    assertThat(pace.take(0)).isZero();
    assertThat(pace.take(0)).isEqualTo(SECOND);

    pace.rate(100, 0);
    assertThat(pace.take(0)).isZero();
    assertThat(pace.take(0)).isEqualTo(10 * MS);

    pace.rate(0, 0);
    assertThat(pace.take(0)).isZero();
    assertThat(pace.take(0)).isZero();
  }

  @Test
  void whatIsPutOffAgainAndAgainComesBackMoreSeldom() {
    int[] seconds = {0, 0, 0, 8, 10, 10};
    for (int diversions = 0; diversions < seconds.length; diversions++) {
      Admission.Diverted diverted =
          new Pace(HOUR).bookAfter(Diversion.HELD_BACK, 0, 2 * SECOND, 1_000, diversions);
      assertThat(diverted.waitNanos()).isEqualTo((2 + seconds[diversions]) * SECOND + 5 * MS);
    }
  }

  @Test
  void whatComesBackAfterAPauseIsSpreadOverTime() {
    Pace pace = new Pace(HOUR);
    for (int i = 1; i <= 100; i++) {
      Admission.Diverted diverted = pace.bookAfter(Diversion.HELD_BACK, 0, 5 * SECOND, 100, 0);
      assertThat(diverted.waitNanos()).isEqualTo(5 * SECOND + i * 10 * MS);
    }
  }

  @Test
  void whatWouldWaitForItsTurnForTooLongComesBackBeforeAndPutsOffNothing() {
    Pace pace = new Pace(HOUR);
    pace.rate(1, 0);
    int[] inMinute = new int[61];
    int unbooked = 0;
    for (int i = 0; i < 100_000; i++) {
      long wait = Objects.requireNonNull(pace.bookIfTooMany(0, 2, 512, false)).waitNanos();
      assertThat(wait).isBetween(SECOND, 3_601 * SECOND);
      if (i >= 3_600) {
        unbooked++;
        inMinute[(int) (wait / SECOND / 60)]++;
      }
    }

    assertThat(IntStream.of(inMinute).limit(30).sum()).isZero();
    for (int minute = 30; minute <= 60; minute++) {
      assertThat(inMinute[minute]).isBetween(unbooked / 31 - 1, unbooked / 31 + 1);
    }
    assertThat(pace.bookIfTooMany(1_800 * SECOND, 2, 512, true))
        .extracting(Admission.Diverted::waitNanos)
        .isEqualTo(1_801 * SECOND);
  }

  @Test
  void afterAPauseNothingIsSpreadOverMoreThanTheLongestRest() {
    Pace pace = new Pace(HOUR);
    for (int i = 0; i < 10_000; i++) {
      Admission.Diverted diverted = pace.bookAfter(Diversion.HELD_BACK, 0, 7_200 * SECOND, 0.5, 0);
      assertThat(diverted.waitNanos()).isBetween(7_200 * SECOND, 10_801 * SECOND);
    }
  }
}
