package io.hooklane.deliverylog.retention;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** What operators watch the retention by. */
@Singleton
class RetentionMetrics {

  private final AtomicLong partitions = new AtomicLong();
  private final AtomicLong oldestSeconds = new AtomicLong();
  private final Counter dropped;
  private final Counter heldUp;

  RetentionMetrics(MeterRegistry registry) {
    registry.gauge("hooklane.retention.partitions", partitions);
    registry.gauge("hooklane.retention.oldest.seconds", oldestSeconds);
    this.dropped =
        Counter.builder("hooklane.retention.dropped")
            .description("Partitions dropped by this replica")
            .register(registry);
    this.heldUp =
        Counter.builder("hooklane.retention.held.up")
            .description("Times that a partition could not be dropped because somebody held it")
            .register(registry);
  }

  void kept(List<KeptPartition> kept, Instant now) {
    partitions.set(kept.size());
    oldestSeconds.set(
        kept.stream()
            .map(partition -> partition.day().atStartOfDay(ZoneOffset.UTC).toInstant())
            .mapToLong(begin -> Math.max(0, Duration.between(begin, now).toSeconds()))
            .max()
            .orElse(0));
  }

  void dropped() {
    dropped.increment();
  }

  void heldUp() {
    heldUp.increment();
  }
}
