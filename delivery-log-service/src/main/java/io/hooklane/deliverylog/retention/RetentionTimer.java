package io.hooklane.deliverylog.retention;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Clock;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Looks now and then for what has had its time, on a thread of its own. */
@Singleton
class RetentionTimer {

  private static final Logger LOG = Logger.getLogger(RetentionTimer.class);

  private final RetentionConfig config;
  private final Retention retention;
  private final Clock clock;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("retention").factory());

  RetentionTimer(RetentionConfig config, Retention retention, Clock clock) {
    this.config = config;
    this.retention = retention;
    this.clock = clock;
  }

  void start(@Observes StartupEvent event) {
    timer.scheduleWithFixedDelay(
        this::look,
        config.firstLook().toMillis(),
        config.interval().toMillis(),
        TimeUnit.MILLISECONDS);
  }

  void stop(@Observes ShutdownEvent event) {
    timer.shutdownNow();
  }

  private void look() {
    try {
      retention.dropWhatIsOver(clock.instant());
    } catch (SQLException | RuntimeException e) {
      LOG.warnf("what has had its time is not dropped, again later reason=%s", e.getMessage());
    }
  }
}
