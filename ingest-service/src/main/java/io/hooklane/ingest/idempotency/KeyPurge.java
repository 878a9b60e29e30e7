package io.hooklane.ingest.idempotency;

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

/** Deletes expired keys now and then, a bounded number at a time. */
@Singleton
class KeyPurge {

  private static final Logger LOG = Logger.getLogger(KeyPurge.class);

  private final IdempotencyConfig config;
  private final KeyRepository keys;
  private final Clock clock;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("key-purge").factory());

  KeyPurge(IdempotencyConfig config, KeyRepository keys, Clock clock) {
    this.config = config;
    this.keys = keys;
    this.clock = clock;
  }

  void start(@Observes StartupEvent event) {
    long interval = config.purgeInterval().toMillis();
    timer.scheduleWithFixedDelay(this::purge, interval, interval, TimeUnit.MILLISECONDS);
  }

  void stop(@Observes ShutdownEvent event) {
    timer.shutdownNow();
  }

  private void purge() {
    try {
      while (!timer.isShutdown()
          && keys.purge(clock.instant(), config.purgeBatch()) == config.purgeBatch()) {
        LOG.debug("keys purged, more have expired");
      }
    } catch (SQLException | RuntimeException e) {
      LOG.warnf("expired keys not purged, trying again later reason=%s", e.getMessage());
    }
  }
}
