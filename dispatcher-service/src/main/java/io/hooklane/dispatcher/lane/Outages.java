package io.hooklane.dispatcher.lane;

import io.hooklane.contracts.id.EndpointId;
import io.hooklane.dispatcher.delay.Rests;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Which endpoints have just refused a delivery since they do not answer. What comes out of the
 * delay tiers for them goes on resting at once: by way of its lane it would do the same, for three
 * times the work. A refusal counts for a second and only until the lane takes something, and five a
 * second of those that come back are let through to the lane in any case: so the end of an outage
 * is noticed, and where some attempts succeed, not all of them are of new deliveries. Of two
 * endpoints that share a place the earlier one is forgotten. Times are nanoseconds of one monotonic
 * clock.
 */
@Singleton
public final class Outages implements Rests {

  private static final int PLACES = 4_096;
  private static final long COUNTS_FOR = TimeUnit.SECONDS.toNanos(1);
  private static final long BETWEEN_LET_THROUGH = TimeUnit.MILLISECONDS.toNanos(200);

  private final AtomicReferenceArray<@Nullable Known> known = new AtomicReferenceArray<>(PLACES);
  private final Counter rested;

  /**
   * What is known of an endpoint.
   *
   * @param outage because of which it refused something last; null when it took something since
   * @param at when it did
   */
  private record Known(String endpoint, @Nullable Outage outage, long at, Returns returns) {}

  /** What has come back to an endpoint; only the thread that asks for rests looks at it. */
  private static final class Returns {
    private int turn;
    private long letThroughAt;

    Returns(long now) {
      this.letThroughAt = now - BETWEEN_LET_THROUGH;
    }

    boolean mayGo(long now) {
      if (now - letThroughAt < BETWEEN_LET_THROUGH) {
        return false;
      }
      letThroughAt = now;
      return true;
    }
  }

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
      return;
    }
    int place = place(endpoint.value());
    Known before = known.get(place);
    Returns returns =
        before != null && before.endpoint().equals(endpoint.value())
            ? before.returns()
            : new Returns(now);
    known.set(place, new Known(endpoint.value(), outage, now, returns));
  }

  /** The endpoint's lane took a delivery. */
  void took(EndpointId endpoint) {
    int place = place(endpoint.value());
    Known before = known.get(place);
    if (before != null && before.outage() != null && before.endpoint().equals(endpoint.value())) {
      known.set(place, new Known(before.endpoint(), null, before.at(), before.returns()));
    }
  }

  @Override
  public Duration rest(byte[] key, long now) {
    String endpoint = new String(key, StandardCharsets.US_ASCII);
    Known it = known.get(place(endpoint));
    if (it == null
        || it.outage() == null
        || !it.endpoint().equals(endpoint)
        || now - it.at() >= COUNTS_FOR
        || it.returns().mayGo(now)) {
      return Duration.ZERO;
    }
    it.returns().turn++;
    rested.increment();
    return Duration.ofNanos(it.outage().rest(now, it.returns().turn));
  }

  private static int place(String endpoint) {
    int hash = endpoint.hashCode();
    return (hash ^ hash >>> 16) & PLACES - 1;
  }
}
