package io.hooklane.deliverylog.activity;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicInteger;

/** What operators watch live activity by. */
@Singleton
class ActivityMetrics {

  private final AtomicInteger streams = new AtomicInteger();
  private final Counter shown;
  private final Counter skipped;
  private final Counter dropped;

  ActivityMetrics(MeterRegistry registry) {
    registry.gauge("hooklane.activity.streams", streams);
    this.shown =
        Counter.builder("hooklane.activity.events")
            .description("Events written to streams")
            .register(registry);
    this.skipped =
        Counter.builder("hooklane.activity.skipped")
            .description("Events that streams had no room for, or too many of")
            .register(registry);
    this.dropped =
        Counter.builder("hooklane.activity.dropped")
            .description("Streams ended because their callers did not take what was sent")
            .register(registry);
  }

  void streams(int open) {
    streams.set(open);
  }

  void shown(int events) {
    shown.increment(events);
  }

  void skipped(long events) {
    skipped.increment(events);
  }

  void dropped() {
    dropped.increment();
  }
}
