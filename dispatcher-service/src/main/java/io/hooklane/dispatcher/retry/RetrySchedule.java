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
    double factor = timeScale * (1 - jitter + 2 * jitter * random.nextDouble());
    long wait = Math.round(waits.get(attempt - 1).toMillis() * factor);
    return new RetryDecision.RetryAt(now.plusMillis(wait));
  }
}
