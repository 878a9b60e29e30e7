package io.hooklane.gateway.admission;

import io.github.bucket4j.Bucket;
import io.hooklane.gateway.authentication.Identity;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps one caller from taking the place of all others: a token bucket for each, at this instance
 * of the gateway. What is counted of a caller who was silent for a minute is forgotten; the bucket
 * is full again by then.
 */
@Singleton
class RequestLimits {

  private static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(1);

  private final RequestLimitConfig config;
  private final Clock clock;
  private final Map<String, Counted> callers = new ConcurrentHashMap<>();

  private static final class Counted {
    final Bucket bucket;
    volatile long seenAt;

    Counted(Bucket bucket) {
      this.bucket = bucket;
    }
  }

  RequestLimits(Vertx vertx, RequestLimitConfig config, Clock clock) {
    this.config = config;
    this.clock = clock;
    vertx.setPeriodic(FORGOTTEN_AFTER.toMillis(), timer -> forget());
  }

  /** Whether one more request of this caller may pass; counts it. */
  boolean admits(Identity caller) {
    Counted counted =
        callers.computeIfAbsent(caller.subject(), unknown -> new Counted(bucket(caller)));
    counted.seenAt = clock.millis();
    return counted.bucket.tryConsume(1);
  }

  private Bucket bucket(Identity caller) {
    int rate =
        switch (caller.kind()) {
          case KEY -> config.key();
          case PORTAL -> config.portal();
          case PERSON, GATEWAY -> config.person();
        };
    return Bucket.builder()
        .addLimit(limit -> limit.capacity(rate).refillGreedy(rate, Duration.ofSeconds(1)))
        .build();
  }

  private void forget() {
    long before = clock.millis() - FORGOTTEN_AFTER.toMillis();
    callers.values().removeIf(counted -> counted.seenAt < before);
  }
}
