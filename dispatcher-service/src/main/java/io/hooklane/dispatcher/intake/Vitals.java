package io.hooklane.dispatcher.intake;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.function.Supplier;

/** Signs of life of the intake, and how much it has in hand. Written by its thread, read by any. */
@Singleton
public class Vitals {

  private static final Duration LOOK_EVERY = Duration.ofMillis(500);

  private final Clock clock;
  private volatile Instant lastSign = Instant.EPOCH;
  private volatile boolean joined;
  private volatile int records;
  private volatile long bytes;
  private volatile Duration oldest = Duration.ZERO;
  private volatile Duration oldestOrdered = Duration.ZERO;
  private Instant lastLook = Instant.EPOCH;

  public Vitals(Clock clock, MeterRegistry metrics) {
    this.clock = clock;
    Gauge.builder("hooklane.intake.held", () -> records)
        .description("Deliveries in hand")
        .register(metrics);
    Gauge.builder("hooklane.intake.held.bytes", () -> bytes)
        .baseUnit("bytes")
        .description("Bytes of the deliveries in hand")
        .register(metrics);
    oldest(metrics, "false", () -> oldest);
    oldest(metrics, "true", () -> oldestOrdered);
  }

  private static void oldest(MeterRegistry metrics, String ordered, Supplier<Duration> age) {
    Gauge.builder("hooklane.intake.oldest.unfinished", () -> age.get().toMillis() / 1000.0)
        .tag("ordered", ordered)
        .baseUnit("seconds")
        .description("How long the oldest unfinished delivery has been in hand")
        .register(metrics);
  }

  void sign(Instant now, int heldRecords, long heldBytes, Collection<Assignment> assignments) {
    lastSign = now;
    if (Duration.between(lastLook, now).compareTo(LOOK_EVERY) < 0) {
      return;
    }
    lastLook = now;
    records = heldRecords;
    bytes = heldBytes;
    oldest = oldest(now, assignments, false);
    oldestOrdered = oldest(now, assignments, true);
  }

  private static Duration oldest(Instant now, Collection<Assignment> of, boolean ordered) {
    return of.stream()
        .filter(assignment -> assignment.ordered() == ordered)
        .map(assignment -> assignment.oldestUnfinishedSince(now))
        .min(Instant::compareTo)
        .map(since -> Duration.between(since, now))
        .orElse(Duration.ZERO);
  }

  /** It has its share of the partitions, which may be none when there are many instances. */
  void joined() {
    joined = true;
  }

  /** It has to join again. */
  void left() {
    joined = false;
  }

  /** Whether it has its share of the partitions, and its thread is at work. */
  boolean ready(Duration stuckAfter) {
    return joined && alive(stuckAfter);
  }

  /** Whether its thread gave a sign of life not longer ago than this. */
  public boolean alive(Duration stuckAfter) {
    return Duration.between(lastSign, clock.instant()).compareTo(stuckAfter) < 0;
  }
}
