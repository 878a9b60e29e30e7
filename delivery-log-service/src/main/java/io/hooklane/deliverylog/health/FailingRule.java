package io.hooklane.deliverylog.health;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When an endpoint has done nothing but fail for too long.
 *
 * @param period how long it may
 * @param failures how many attempts must have failed
 * @param spread how far apart the first and the last of them must be
 */
record FailingRule(Duration period, int failures, Duration spread) {

  private static final int USUAL_PART = 10;

  static FailingRule of(HealthConfig config) {
    return new FailingRule(
        config.failingPeriod(),
        config.failures(),
        config.spread().orElse(config.failingPeriod().dividedBy(USUAL_PART)));
  }

  /**
   * Failures without a success among them or after them.
   *
   * @param lastError why the last one failed, for people
   */
  record Failures(long number, Instant first, Instant last, @Nullable String lastError) {}

  /**
   * When an endpoint that fails since then is disabled at the earliest.
   *
   * @param changed when the endpoint was changed last; null when that is not known
   */
  Instant dueAt(Instant failingSince, @Nullable Instant changed) {
    Instant begin = changed != null && changed.isAfter(failingSince) ? changed : failingSince;
    return begin.plus(period);
  }

  boolean isMet(Failures met, Instant now) {
    return !met.first().plus(period).isAfter(now)
        && met.number() >= failures
        && Duration.between(met.first(), met.last()).compareTo(spread) >= 0;
  }
}
