package io.hooklane.dispatcher.lane;

import io.hooklane.contracts.id.EndpointId;
import io.hooklane.dispatcher.delay.Rests;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Which endpoints have just refused a delivery since they are down. What comes out of the delay
 * tiers for them goes on resting at once: by way of its lane it would do the same, for three times
 * the work. A refusal counts for a second and only until the lane takes something, so that the lane
 * is asked at least once a second, and the end of an outage noticed. Of two endpoints that share a
 * place the earlier one is forgotten. Times are nanoseconds of one monotonic clock.
 */
@Singleton
public final class Outages implements Rests {

  private static final int PLACES = 4_096;
  private static final long COUNTS_FOR = TimeUnit.SECONDS.toNanos(1);

  private final AtomicReferenceArray<@Nullable Refusal> refusals =
      new AtomicReferenceArray<>(PLACES);
  private final AtomicInteger turn = new AtomicInteger();
  private final Counter rested;

  private record Refusal(String endpoint, Outage outage, long at) {}

  /** None known. */
  public Outages(MeterRegistry metrics) {
    this.rested =
        Counter.builder("hooklane.rested")
            .description(
                "Deliveries that came out of the delay tiers during an outage and went back")
            .register(metrics);
  }

  /**
   * The endpoint's lane refused a delivery.
   *
   * @param outage because of which; null when it was for another reason
   */
  void refused(EndpointId endpoint, @Nullable Outage outage, long now) {
    if (outage == null) {
      took(endpoint);
    } else {
      refusals.set(place(endpoint.value()), new Refusal(endpoint.value(), outage, now));
    }
  }

  /** The endpoint's lane took a delivery. */
  void took(EndpointId endpoint) {
    int place = place(endpoint.value());
    Refusal known = refusals.get(place);
    if (known != null && known.endpoint().equals(endpoint.value())) {
      refusals.set(place, null);
    }
  }

  @Override
  public Duration rest(byte[] key, long now) {
    String endpoint = new String(key, StandardCharsets.US_ASCII);
    Refusal known = refusals.get(place(endpoint));
    if (known == null || !known.endpoint().equals(endpoint) || now - known.at() >= COUNTS_FOR) {
      return Duration.ZERO;
    }
    long rest = known.outage().rest(now, turn.incrementAndGet());
    if (rest > 0) {
      rested.increment();
    }
    return Duration.ofNanos(rest);
  }

  private static int place(String endpoint) {
    int hash = endpoint.hashCode();
    return (hash ^ hash >>> 16) & PLACES - 1;
  }
}
