package io.hooklane.deliverylog.activity;

import io.hooklane.management.ApiException;
import io.hooklane.topics.ConfigurationLog;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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
  private final Clock clock;
  private final StreamPlaces places;
  private @Nullable ActivityFeed feed;

  ActivityStreams(
      ActivityConfig config,
      ConfigurationLog configurationLog,
      OlderMessages older,
      ActivityMetrics metrics,
      Clock clock) {
    this.config = config;
    this.configurationLog = configurationLog;
    this.older = older;
    this.metrics = metrics;
    this.clock = clock;
    this.places = new StreamPlaces(config.streams(), config.streamsOfOneCaller(), metrics::streams);
  }

  /** See {@link StreamPlaces#take}. */
  Runnable admit(String caller) {
    return places.take(caller);
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
                config,
                configurationLog.kafka(),
                older,
                metrics,
                from,
                this::mayEnd,
                this::ended,
                clock);
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
}
