package io.hooklane.dispatcher.retry;

import io.hooklane.contracts.delivery.Trigger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Decides when a failed attempt is tried again. As safe to share as its source of chance. */
public final class RetrySchedule {

  private static final RetryDecision GIVE_UP = new RetryDecision.GiveUp();

  private final List<Duration> standard;
  private final double jitter;
  private final double timeScale;
  private final RandomGenerator random;

  /**
   * A schedule for endpoints that have none of their own.
   *
   * @throws IllegalArgumentException when jitter or scale are out of their range
   */
  public RetrySchedule(RetryConfig config, RandomGenerator random) {
    this.standard = List.copyOf(config.schedule());
    this.jitter = config.jitter();
    this.timeScale = config.timeScale();
    this.random = random;
    if (jitter < 0 || jitter >= 1) {
      throw new IllegalArgumentException("Jitter must be 0 to less than 1, not " + jitter);
    }
    if (!(timeScale > 0)) {
      throw new IllegalArgumentException("The time scale must be more than 0, not " + timeScale);
    }
  }

  /**
   * What follows this attempt, which failed. The jitter is drawn here, once for each retry.
   *
   * @param attempt its number, from 1
   * @param own the endpoint's own waits; null for the standard ones
   */
  public RetryDecision after(
      int attempt, Trigger trigger, @Nullable List<Duration> own, Instant now) {
    List<Duration> waits = own == null ? standard : own;
    if (trigger == Trigger.MANUAL || attempt > waits.size()) {
      return GIVE_UP;
    }
    return new RetryDecision.RetryAt(now.plus(jittered(waits.get(attempt - 1))));
  }

  /**
   * When a delivery whose attempt failed is tried again that is tried for as long as it takes:
   * after the schedule's waits, and then again and again after the last one.
   *
   * @param attempt its number, from 1
   * @param own the endpoint's own waits; null for the standard ones
   * @param longest no wait is longer
   */
  public Instant again(int attempt, @Nullable List<Duration> own, Duration longest, Instant now) {
    List<Duration> waits = own == null ? standard : own;
    Duration wait = waits.isEmpty() ? longest : waits.get(Math.min(attempt, waits.size()) - 1);
    return now.plus(jittered(wait.compareTo(longest) < 0 ? wait : longest));
  }

  private Duration jittered(Duration wait) {
    double factor = timeScale * (1 - jitter + 2 * jitter * random.nextDouble());
    return Duration.ofMillis(Math.round(wait.toMillis() * factor));
  }
}
