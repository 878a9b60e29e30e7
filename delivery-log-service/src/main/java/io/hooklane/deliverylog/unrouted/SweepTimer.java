package io.hooklane.deliverylog.unrouted;

import io.hooklane.deliverylog.recording.RecordingProgress;
import io.hooklane.deliverylog.recording.ResolvingProgress;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Sweeps every few seconds, on a thread of its own, what was resolved and recorded meanwhile. While
 * the resolving or the recording is far behind it waits: what it swept too early would have to be
 * taken back one by one.
 */
@Singleton
class SweepTimer {

  private static final Logger LOG = Logger.getLogger(SweepTimer.class);

  private final SweepConfig config;
  private final ResolvingProgress resolving;
  private final RecordingProgress recording;
  private final Sweeping sweeping;
  private final Clock clock;
  private final Counter failures;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("sweeping").factory());

  SweepTimer(
      SweepConfig config,
      ResolvingProgress resolving,
      RecordingProgress recording,
      Sweeping sweeping,
      MeterRegistry registry,
      Clock clock) {
    this.config = config;
    this.resolving = resolving;
    this.recording = recording;
    this.sweeping = sweeping;
    this.clock = clock;
    this.failures =
        Counter.builder("hooklane.unrouted.sweep.failures")
            .description("Times that messages without an endpoint could not be looked for")
            .register(registry);
  }

  void start(@Observes StartupEvent event) {
    long wait = config.interval().toMillis();
    timer.scheduleWithFixedDelay(this::sweep, wait, wait, TimeUnit.MILLISECONDS);
    long pause = config.settleInterval().toMillis();
    timer.scheduleWithFixedDelay(this::settle, pause, pause, TimeUnit.MILLISECONDS);
  }

  void stop(@Observes ShutdownEvent event) {
    timer.shutdownNow();
  }

  private void sweep() {
    Instant now = clock.instant();
    try {
      if (resolving.awaitResolved(config.patience())
          && recording.awaitRecorded(config.patience())
          && sweeping.sweep(now.minus(config.margin()))) {
        return;
      }
      LOG.debug("what was accepted is not resolved and recorded, swept later");
    } catch (SQLException | RuntimeException e) {
      LOG.warnf("messages without an endpoint are looked for later reason=%s", e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    failures.increment();
  }

  private void settle() {
    try {
      sweeping.settle();
    } catch (SQLException | RuntimeException e) {
      LOG.warnf("what is not sure is settled later reason=%s", e.getMessage());
    }
  }
}
