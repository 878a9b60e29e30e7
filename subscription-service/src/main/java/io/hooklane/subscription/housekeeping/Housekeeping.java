package io.hooklane.subscription.housekeeping;

import io.quarkus.arc.All;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Does all chores at an interval, on one thread. Every instance of the service does them: each is
 * safe to be done twice at once.
 */
@Singleton
class Housekeeping {

  private static final Logger LOG = Logger.getLogger(Housekeeping.class);

  /** So that a chore that never comes to its end holds up the others for a while only. */
  private static final int MOST_PIECES = 1_000;

  private final HousekeepingConfig config;
  private final List<Chore> chores;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("housekeeping").factory());

  Housekeeping(HousekeepingConfig config, @All List<Chore> chores) {
    this.config = config;
    this.chores = chores;
  }

  void start(@Observes StartupEvent event) {
    long interval = config.interval().toMillis();
    timer.scheduleWithFixedDelay(this::doAll, interval, interval, TimeUnit.MILLISECONDS);
  }

  void stop(@Observes ShutdownEvent event) {
    timer.shutdownNow();
  }

  private void doAll() {
    for (Chore chore : chores) {
      try {
        int pieces = 0;
        while (pieces < MOST_PIECES && !timer.isShutdown() && chore.doSome()) {
          pieces++;
        }
      } catch (RuntimeException e) {
        LOG.warnf("chore not done, again later chore=%s reason=%s", chore.name(), e.getMessage());
      }
    }
  }
}
