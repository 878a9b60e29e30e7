package io.hooklane.deliverylog.indexing;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Looks now and then for what lacks an index, on a thread of its own. */
@Singleton
class IndexingTimer {

  private static final Logger LOG = Logger.getLogger(IndexingTimer.class);

  private final IndexingConfig config;
  private final Indexing indexing;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("indexing").factory());

  IndexingTimer(IndexingConfig config, Indexing indexing) {
    this.config = config;
    this.indexing = indexing;
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
      indexing.bringUpToDate();
    } catch (SQLException | RuntimeException e) {
      LOG.warnf("what lacks an index gets it later reason=%s", e.getMessage());
    }
  }
}
