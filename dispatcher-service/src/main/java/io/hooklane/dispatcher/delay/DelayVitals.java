package io.hooklane.dispatcher.delay;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Signs of life of the delay tiers. Written by their thread, read by any. */
@Singleton
public class DelayVitals {

  private final Clock clock;
  private final DelayConfig config;
  private volatile Instant lastSign = Instant.EPOCH;
  private volatile boolean assigned;

  public DelayVitals(Clock clock, DelayConfig config) {
    this.clock = clock;
    this.config = config;
  }

  void sign(Instant now, boolean hasPartitions) {
    lastSign = now;
    assigned = hasPartitions;
  }

  /** Whether there are partitions, and the thread is at work. */
  boolean ready() {
    return assigned && alive();
  }

  /** Whether the thread gave a sign of life not too long ago. */
  boolean alive() {
    return Duration.between(lastSign, clock.instant()).compareTo(config.stuckAfter()) < 0;
  }
}
