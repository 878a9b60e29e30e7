package io.hooklane.gateway.authentication;

import io.hooklane.topics.ConfigurationLog;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Lets a request wait until what the gateway knows of keys and environments is as new as the
 * request: a key that is unknown may have been created a moment ago, an environment's webhooks may
 * have been switched on.
 *
 * <p>A flood of bad keys costs little: all that come within an interval share one question to the
 * configuration log, and only so many wait for it.
 */
@Singleton
public class ConfigurationFreshness {

  private final Vertx vertx;
  private final ConfigurationLog configurationLog;
  private final long intervalNanos;
  private final long patienceMillis;
  private final int mostWaiters;

  private @Nullable Promise<Void> next;
  private int waiters;
  private long lastAsked;

  ConfigurationFreshness(Vertx vertx, ConfigurationLog configurationLog, IdentityConfig config) {
    this.vertx = vertx;
    this.configurationLog = configurationLog;
    this.intervalNanos = config.unknownKeyInterval().toNanos();
    this.patienceMillis = config.unknownKeyPatience().toMillis();
    this.mostWaiters = config.unknownKeyWaiters();
    this.lastAsked = System.nanoTime() - intervalNanos;
  }

  /**
   * Succeeds once all that was configured at this call is known. Fails when that cannot be told in
   * time, or when too many wait already: then nobody should wait.
   */
  public Future<Void> upToDate() {
    Promise<Void> question;
    long wait;
    synchronized (this) {
      if (waiters >= mostWaiters) {
        return Future.failedFuture("too many wait");
      }
      waiters++;
      if (next != null) {
        return next.future();
      }
      question = Promise.promise();
      next = question;
      wait = intervalNanos - (System.nanoTime() - lastAsked);
    }
    if (wait <= 0) {
      ask();
    } else {
      vertx.setTimer(TimeUnit.NANOSECONDS.toMillis(wait) + 1, timer -> ask());
    }
    return question.future();
  }

  /** Whoever comes from here on asks anew: this answer may be older than their keys. */
  private void ask() {
    Promise<Void> question;
    int answered;
    synchronized (this) {
      question = next;
      answered = waiters;
      next = null;
      lastAsked = System.nanoTime();
    }
    if (question == null) {
      return;
    }
    configurationLog
        .caughtUp()
        .orTimeout(patienceMillis, TimeUnit.MILLISECONDS)
        .whenComplete(
            (done, failure) -> {
              synchronized (this) {
                waiters -= answered;
              }
              if (failure == null) {
                question.complete();
              } else {
                question.fail(failure);
              }
            });
  }
}
