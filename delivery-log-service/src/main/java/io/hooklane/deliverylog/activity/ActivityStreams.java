package io.hooklane.deliverylog.activity;

import io.hooklane.management.ApiException;
import io.hooklane.topics.ConfigurationLog;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The streams that are open, a bounded number, and the feed that they share while there are any.
 */
@Singleton
class ActivityStreams {

  private final ActivityConfig config;
  private final ConfigurationLog configurationLog;
  private final OlderMessages older;
  private final ActivityMetrics metrics;
  private final Map<String, Integer> byCaller = new HashMap<>();
  private @Nullable ActivityFeed feed;
  private int open;

  ActivityStreams(
      ActivityConfig config,
      ConfigurationLog configurationLog,
      OlderMessages older,
      ActivityMetrics metrics) {
    this.config = config;
    this.configurationLog = configurationLog;
    this.older = older;
    this.metrics = metrics;
  }

  /**
   * Counts one more stream.
   *
   * @return to be run when it has ended, once or more
   * @throws ApiException 503 or 429 when there are too many
   */
  synchronized Runnable admit(String caller) {
    if (open >= config.streams()) {
      throw ApiException.unavailable("As many streams as this service has are open; try again");
    }
    int ofCaller = byCaller.getOrDefault(caller, 0);
    if (ofCaller >= config.streamsOfOneCaller()) {
      throw new ApiException(
          429,
          "too_many_requests",
          "This key has as many streams open as it may; close one, or try again");
    }
    byCaller.put(caller, ofCaller + 1);
    metrics.streams(++open);
    AtomicBoolean left = new AtomicBoolean();
    return () -> {
      if (left.compareAndSet(false, true)) {
        leave(caller);
      }
    };
  }

  /**
   * Lets a stream be told what it shows. May block, bounded.
   *
   * @param from empty for from now on
   * @throws ApiException 503 when the topics cannot be followed
   */
  void join(ActivityFilter filter, Optional<Positions> from, EventStream stream) {
    CompletableFuture<Void> joined;
    synchronized (this) {
      ActivityFeed running = feed;
      if (running == null) {
        running =
            new ActivityFeed(
                config, configurationLog.kafka(), older, metrics, from, this::mayEnd, this::ended);
        feed = running;
        Thread.ofPlatform().daemon().name("activity").start(running);
      }
      joined = running.join(filter, from, stream);
    }
    try {
      joined.get(config.startWait().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      stream.leave();
      throw ApiException.unavailable("What happens cannot be followed now; try again");
    } catch (InterruptedException e) {
      stream.leave();
      Thread.currentThread().interrupt();
      throw ApiException.unavailable("What happens cannot be followed now; try again");
    }
  }

  synchronized void stop(@Observes ShutdownEvent event) {
    if (feed != null) {
      feed.stop();
    }
  }

  private synchronized boolean mayEnd(ActivityFeed ending) {
    if (ending.isAwaited()) {
      return false;
    }
    ended(ending);
    return true;
  }

  private synchronized void ended(ActivityFeed gone) {
    if (gone == feed) {
      feed = null;
    }
  }

  private synchronized void leave(String caller) {
    byCaller.computeIfPresent(caller, (same, count) -> count > 1 ? count - 1 : null);
    metrics.streams(--open);
  }
}
