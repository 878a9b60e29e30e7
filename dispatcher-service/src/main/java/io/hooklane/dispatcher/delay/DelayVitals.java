package io.hooklane.dispatcher.delay;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;

/** Signs of life of the delay tiers. Written by their thread, read by any. */
@Singleton
public class DelayVitals {

  private static final Duration LOOK_EVERY = Duration.ofMillis(500);

  private final Clock clock;
  private final DelayConfig config;
  private volatile Instant lastSign = Instant.EPOCH;
  private volatile boolean joined;
  private volatile Duration overdue = Duration.ZERO;
  private Instant lastLook = Instant.EPOCH;

  public DelayVitals(Clock clock, DelayConfig config, MeterRegistry metrics) {
    this.clock = clock;
    this.config = config;
    Gauge.builder("hooklane.delay.overdue", () -> overdue.toMillis() / 1000.0)
        .baseUnit("seconds")
        .description("How long the most overdue delivery of the delay tiers should have left them")
        .register(metrics);
  }

  void sign(Instant now, Function<Instant, Duration> overdueAt) {
    lastSign = now;
    if (Duration.between(lastLook, now).compareTo(LOOK_EVERY) >= 0) {
      lastLook = now;
      overdue = overdueAt.apply(now);
    }
  }

  /** It has its share of the partitions, which may be none when there are many instances. */
  void joined() {
    joined = true;
  }

  /** It has to join again. */
  void left() {
    joined = false;
  }

  /** Whether it has its share of the partitions, and the thread is at work. */
  boolean ready() {
    return joined && alive(config.stuckAfter());
  }

  /** Whether the thread gave a sign of life not longer ago than this. */
  public boolean alive(Duration stuckAfter) {
    return Duration.between(lastSign, clock.instant()).compareTo(stuckAfter) < 0;
  }
}
