package io.hooklane.dispatcher.lane;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ConcurrencyLimitTest {

  private static final long MS = TimeUnit.MILLISECONDS.toNanos(1);
  private static final int MOST = 128;

  private final ConcurrencyLimit limit = new ConcurrencyLimit(16, MOST);

  @Property(tries = 200)
  void growsToItsMostWhileAnswersTakeTheSameTime(
      @ForAll @IntRange(min = 1, max = 2_000) int ms, @ForAll Random random) {
    ConcurrencyLimit flat = new ConcurrencyLimit(16, MOST);
    int before = flat.limit();
    for (int answer = 0; answer < 2_000; answer++) {
      flat.succeeded((long) (ms * MS * (0.7 + 0.6 * random.nextDouble())), flat.limit());
      assertThat(flat.limit()).isGreaterThanOrEqualTo(before);
      before = flat.limit();
    }
    assertThat(flat.limit()).isEqualTo(MOST);
  }

  @Property(tries = 200)
  void staysWhenEverythingBecomesALittleSlower(
      @ForAll @IntRange(min = 1, max = 500) int ms, @ForAll Random random) {
    ConcurrencyLimit noisy = grown(ms);
    long slower = 2L * ms * MS;
    for (int answer = 0; answer < 2_000; answer++) {
      noisy.succeeded((long) (slower * (0.9 + 0.2 * random.nextDouble())), noisy.limit());
    }
    assertThat(noisy.limit()).isEqualTo(MOST);
  }

  @Property(tries = 200)
  void shrinksToWhatAReceiverBearsThatDoesOneAfterTheOther(
      @ForAll @IntRange(min = 5, max = 50) int msOfEach) {
    ConcurrencyLimit queueing = new ConcurrencyLimit(16, MOST);
    // Alone, and then each one waits for those before it.
    queueing.succeeded(msOfEach * MS, 1);
    for (int answer = 0; answer < 4_000; answer++) {
      queueing.succeeded((long) queueing.limit() * msOfEach * MS, queueing.limit());
    }
    assertThat(queueing.limit()).isBetween(1, 48);
  }

  @Property(tries = 300)
  void isNeverLessThanOneNorMoreThanItsMost(
      @ForAll @IntRange(min = 1, max = 40) int first,
      @ForAll @IntRange(min = 0, max = 100) int more,
      @ForAll Random random) {
    ConcurrencyLimit any = new ConcurrencyLimit(first, first + more);
    long now = 0;
    for (int step = 0; step < 2_000; step++) {
      long took = (long) (MS * Math.exp(random.nextDouble() * 10));
      now += took;
      if (random.nextInt(50) == 0) {
        any.overloaded(now - took, now);
      } else {
        any.succeeded(took, 1 + random.nextInt(any.limit()));
      }
      assertThat(any.limit()).isBetween(1, first + more);
      assertThat(any.perSecond()).isPositive();
    }
  }

  @Test
  void doesNotGrowUnused() {
    for (int answer = 0; answer < 1_000; answer++) {
      limit.succeeded(MS, 2);
    }
    assertThat(limit.limit()).isEqualTo(16);
  }

  @Test
  void oneWaveOfTimeoutsHalvesItOnce() {
    for (int timeout = 0; timeout < 16; timeout++) {
      limit.overloaded(0, 15_000 * MS + timeout);
    }
    assertThat(limit.limit()).isEqualTo(8);

    limit.overloaded(15_001 * MS, 30_000 * MS);

    assertThat(limit.limit()).isEqualTo(4);
  }

  @Test
  void anEndpointThatBecameSlowerForGoodGetsItBack() {
    ConcurrencyLimit limit = grown(5);
    int least = MOST;
    for (int answer = 0; answer < 2_000; answer++) {
      limit.succeeded(300 * MS, limit.limit());
      least = Math.min(least, limit.limit());
    }
    assertThat(least).isLessThanOrEqualTo(8);
    assertThat(limit.limit()).isEqualTo(MOST);
  }

  @Property(tries = 200)
  void slowAnswersDoNotUndercutARateWhileTheyTakeAQuarterOfASecond(
      @ForAll @IntRange(min = 1, max = 500) int perSecond, @ForAll Random random) {
    ConcurrencyLimit rated = new ConcurrencyLimit(16, MOST);
    rated.rate(perSecond);
    for (int answer = 0; answer < 2_000; answer++) {
      rated.succeeded((1 + random.nextLong(random.nextInt(9) == 0 ? 250 : 5)) * MS, rated.limit());
      assertThat(rated.limit()).isGreaterThanOrEqualTo(perSecond / 4);
    }
  }

  @Test
  void aRateDoesNotHideThatAnEndpointIsOverloaded() {
    limit.rate(400);
    assertThat(limit.limit()).isEqualTo(100);

    limit.overloaded(MS, 2 * MS);
    limit.rate(401);

    assertThat(limit.limit()).isEqualTo(50);
    limit.succeeded(MS, 50);
    assertThat(limit.limit()).isEqualTo(50);
  }

  @Test
  void withoutARateItIsAsItWas() {
    limit.rate(400);
    limit.rate(0);
    for (int answer = 0; answer < 100; answer++) {
      limit.succeeded(MS, 2);
    }
    for (int answer = 0; answer < 2_000; answer++) {
      limit.succeeded((300 + answer) * MS, 2);
    }

    assertThat(limit.limit()).isLessThanOrEqualTo(8);
  }

  private static ConcurrencyLimit grown(int ms) {
    ConcurrencyLimit limit = new ConcurrencyLimit(16, MOST);
    for (int answer = 0; answer < 2_000; answer++) {
      limit.succeeded(ms * MS, limit.limit());
    }
    assertThat(limit.limit()).isEqualTo(MOST);
    return limit;
  }
}
