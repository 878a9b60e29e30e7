package io.hooklane.subscription.configlog;

import io.hooklane.topics.ConfigurationLog;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Publishes committed changes on a thread of its own, in rounds: one round serves every request
 * that was waiting when it began. A round that fails is repeated until it succeeds, with growing
 * pauses; the same changes may then come twice, in the same order.
 */
@Singleton
class OutboxPublisher {

  private static final Logger LOG = Logger.getLogger(OutboxPublisher.class);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  private final OutboxRepository outbox;
  private final ConfigurationLog log;
  private final OutboxConfig config;
  private final Thread thread = new Thread(this::run, "configuration-publisher");

  private final Object lock = new Object();
  private List<CompletableFuture<Void>> waiting = new ArrayList<>();
  private boolean closed;

  OutboxPublisher(OutboxRepository outbox, ConfigurationLog log, OutboxConfig config) {
    this.outbox = outbox;
    this.log = log;
    this.config = config;
  }

  /** Completes once every change that is committed by now is acknowledged by Kafka; never fails. */
  CompletableFuture<Void> publishCommitted() {
    CompletableFuture<Void> published = new CompletableFuture<>();
    synchronized (lock) {
      waiting.add(published);
      lock.notifyAll();
    }
    return published;
  }

  void start(@Observes @Priority(Interceptor.Priority.LIBRARY_BEFORE) StartupEvent event) {
    thread.setDaemon(true);
    thread.start();
  }

  void stop(@Observes ShutdownEvent event) throws InterruptedException {
    synchronized (lock) {
      closed = true;
      lock.notifyAll();
    }
    thread.join(config.deliveryTimeout().plusSeconds(2));
  }

  private void run() {
    try (ConfigurationProducer producer =
        new ConfigurationProducer(log, config.deliveryTimeout())) {
      // What an instance that died has left is published at once; then the thread waits for news.
      List<CompletableFuture<Void>> served = List.of();
      Duration pause = config.retryPause();
      while (!isClosed()) {
        try {
          if (publishRound(producer)) {
            served.forEach(published -> published.complete(null));
            served = awaitWork();
          }
          pause = config.retryPause();
        } catch (RuntimeException e) {
          LOG.warnf("configuration not published, trying again reason=%s", reason(e));
          awaitRetry(pause);
          pause = longer(pause);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Whether the outbox is now empty of what was in it when the round began. Only a committed round
   * ends a request's wait: were it undone, its changes would come again, after newer ones of a
   * request that was answered in between.
   */
  private boolean publishRound(ConfigurationProducer producer) {
    return QuarkusTransaction.requiringNew()
        .timeout(Math.toIntExact(config.deliveryTimeout().toSeconds() * 4 + 5))
        .call(
            () -> {
              outbox.lockPublishing(config.deliveryTimeout().multipliedBy(2).toMillis());
              List<OutboxRow> changes = outbox.oldest(config.batchSize());
              if (!changes.isEmpty()) {
                producer.publish(changes);
                outbox.forget(changes);
              }
              return changes.size() < config.batchSize();
            });
  }

  private boolean isClosed() {
    synchronized (lock) {
      return closed;
    }
  }

  private List<CompletableFuture<Void>> awaitWork() throws InterruptedException {
    long deadline = System.nanoTime() + config.checkInterval().toNanos();
    synchronized (lock) {
      while (waiting.isEmpty() && !closed) {
        long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        if (left <= 0) {
          break;
        }
        lock.wait(left);
      }
      List<CompletableFuture<Void>> taken = waiting;
      waiting = new ArrayList<>();
      return taken;
    }
  }

  private void awaitRetry(Duration pause) throws InterruptedException {
    long deadline = System.nanoTime() + pause.toNanos();
    synchronized (lock) {
      while (!closed) {
        long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        if (left <= 0) {
          return;
        }
        lock.wait(left);
      }
    }
  }

  private static Duration longer(Duration pause) {
    Duration doubled = pause.multipliedBy(2);
    return doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
  }

  private static String reason(Exception e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    return cause.getClass().getSimpleName() + ": " + cause.getMessage();
  }
}
