package io.hooklane.deliverylog.recording;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** What operators watch the recording by. */
@Singleton
class RecordingMetrics {

  private final Counter messages;
  private final Counter deliveries;
  private final Counter attempts;
  private final Counter passedOver;
  private final Counter tooOld;
  private final Counter failures;
  private final Timer batches;
  private final AtomicLong lag = new AtomicLong();

  RecordingMetrics(MeterRegistry registry) {
    this.messages = rows(registry, "messages");
    this.deliveries = rows(registry, "deliveries");
    this.attempts = rows(registry, "attempts");
    this.passedOver =
        Counter.builder("hooklane.recording.passed.over")
            .description("Records that could not be read or stored")
            .register(registry);
    this.tooOld =
        Counter.builder("hooklane.recording.too.old")
            .description("Rows that were not written, since they had had their time already")
            .register(registry);
    this.failures =
        Counter.builder("hooklane.recording.failures")
            .description("Tries to write a batch that failed and were repeated")
            .register(registry);
    this.batches =
        Timer.builder("hooklane.recording.batch")
            .description("Time to write one batch")
            .register(registry);
    registry.gauge("hooklane.recording.lag", lag);
  }

  private static Counter rows(MeterRegistry registry, String table) {
    return Counter.builder("hooklane.recorded.rows")
        .description("Rows written, after records of one thing were merged")
        .tag("table", table)
        .register(registry);
  }

  void written(Batch batch, long nanos) {
    messages.increment(batch.messageCount());
    deliveries.increment(batch.deliveryCount());
    attempts.increment(batch.attemptCount());
    batches.record(nanos, TimeUnit.NANOSECONDS);
  }

  void passedOver() {
    passedOver.increment();
  }

  void tooOld(int rows) {
    tooOld.increment(rows);
  }

  void failed() {
    failures.increment();
  }

  /** Records that stand in the topics and are not polled yet. */
  void lag(long records) {
    lag.set(records);
  }
}
