package io.hooklane.subscription.endpoint;

import io.hooklane.sealing.MasterKey;
import io.hooklane.subscription.endpoint.Resealing.Pass;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Runs {@link Resealing} at the start and from time to time, and says how far it got. */
@Singleton
class ResealingLoop {

  private static final Logger LOG = Logger.getLogger(ResealingLoop.class);
  private static final Duration LAST_BATCH = Duration.ofSeconds(10);

  private final Resealing resealing;
  private final MasterKey masterKey;
  private final ResealingConfig config;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "resealing");

  /** Not a number until the first pass is done. */
  private volatile double left = Double.NaN;

  ResealingLoop(
      Resealing resealing, MasterKey masterKey, ResealingConfig config, MeterRegistry meters) {
    this.resealing = resealing;
    this.masterKey = masterKey;
    this.config = config;
    Gauge.builder("hooklane.resealing.left", () -> left)
        .description("Endpoints with secrets or headers that are not sealed with the primary key")
        .register(meters);
  }

  void start(@Observes StartupEvent event) {
    resealing.requireAllKeys();
    thread.setDaemon(true);
    thread.start();
  }

  void stop(@Observes ShutdownEvent event) throws InterruptedException {
    closed.countDown();
    thread.join(LAST_BATCH);
  }

  private void run() {
    try {
      do {
        pass();
      } while (!closed.await(config.interval().toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void pass() {
    try {
      Pass pass = resealing.pass(config.batchSize());
      // Every pass looks at what is there, not at what the one before did.
      if (left != pass.left() || pass.resealed() > 0) {
        LOG.infof(
            "secrets and headers under the primary key key=%d resealed=%d left=%d",
            masterKey.keyset().primary(), pass.resealed(), pass.left());
      }
      left = pass.left();
    } catch (RuntimeException e) {
      LOG.warnf("sealing anew was interrupted, trying again later reason=%s", e.getMessage());
    }
  }
}
