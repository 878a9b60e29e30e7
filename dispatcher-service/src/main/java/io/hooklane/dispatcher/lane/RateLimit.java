package io.hooklane.dispatcher.lane;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.local.LocalBucket;
import io.github.bucket4j.local.SynchronizationStrategy;
import java.time.Duration;

/**
 * So many attempts per second. What a late timer missed is made up for, as far as it is 100 ms, so
 * that the rate is met exactly by a lane that always has something to send: ten seconds have 1.2 %
 * too many at most, or two attempts. Times are nanoseconds of one monotonic clock. Confined to one
 * thread.
 */
final class RateLimit {

  /**
   * What may be made up for; and at least two attempts, or it would lag. With more, who counts what
   * comes, himself late now and then, would find more than 2 % too many in ten seconds.
   */
  private static final long MADE_UP_MS = 100;

  private final int perSecond;
  private final LocalBucket bucket;
  private final Now now;

  /** The time as the caller has it. */
  private static final class Now implements TimeMeter {
    private long nanos;

    @Override
    public long currentTimeNanos() {
      return nanos;
    }

    @Override
    public boolean isWallClockBased() {
      return false;
    }
  }

  /**
   * Begins with one attempt.
   *
   * @param perSecond 1 or more
   */
  RateLimit(int perSecond, long now) {
    if (perSecond < 1) {
      throw new IllegalArgumentException("A rate must be 1 or more, not " + perSecond);
    }
    this.perSecond = perSecond;
    this.now = new Now();
    this.now.nanos = now;
    long capacity = Math.max(2, Math.ceilDiv(perSecond * MADE_UP_MS, 1_000));
    this.bucket =
        Bucket.builder()
            .addLimit(
                limit ->
                    limit
                        .capacity(capacity)
                        .refillGreedy(perSecond, Duration.ofSeconds(1))
                        .initialTokens(1))
            .withCustomTimePrecision(this.now)
            .withSynchronizationStrategy(SynchronizationStrategy.NONE)
            .build();
  }

  int perSecond() {
    return perSecond;
  }

  /** The time between two attempts. */
  long spacing() {
    return 1_000_000_000L / perSecond;
  }

  /**
   * Takes an attempt's worth; 0 when that is done, or else how long to wait before asking again.
   */
  long take(long nowNanos) {
    now.nanos = nowNanos;
    if (bucket.tryConsume(1)) {
      return 0;
    }
    return Math.max(1, bucket.estimateAbilityToConsume(1).getNanosToWaitForRefill());
  }

  /** Gives back what was taken for an attempt that was not made. */
  void giveBack() {
    bucket.addTokens(1);
  }
}
