package io.hooklane.dispatcher.lane;

import io.hooklane.contracts.delivery.DeliveryState;
import io.hooklane.contracts.delivery.Failure;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** Counts what the lanes do. Safe to share. */
final class DispatchMetrics {

  private final Counter succeeded;
  private final Map<Failure, Counter> failed = new EnumMap<>(Failure.class);
  private final Map<DeliveryState, Counter> first = new EnumMap<>(DeliveryState.class);
  private final Map<DeliveryState, Counter> retried = new EnumMap<>(DeliveryState.class);
  private final Counter diverted;
  private final Counter unreadable;

  DispatchMetrics(MeterRegistry metrics) {
    succeeded = attempts(metrics, "success");
    for (Failure failure : Failure.values()) {
      failed.put(failure, attempts(metrics, failure.wireName()));
    }
    for (DeliveryState state : DeliveryState.values()) {
      first.put(state, deliveries(metrics, state, false));
      retried.put(state, deliveries(metrics, state, true));
    }
    diverted =
        Counter.builder("hooklane.diverted")
            .description("Deliveries put off because their lane was full")
            .register(metrics);
    unreadable =
        Counter.builder("hooklane.unreadable")
            .description("Records on delivery topics that are not deliveries")
            .register(metrics);
  }

  /** Shows how full these lanes are. */
  static void watch(MeterRegistry metrics, Collection<LaneLoop> loops) {
    gauge(metrics, loops, "hooklane.lanes", "Lanes with something in them", LaneLoop::lanes);
    gauge(metrics, loops, "hooklane.inflight", "Attempts under way", LaneLoop::inFlight);
    gauge(metrics, loops, "hooklane.early", "Deliveries before their moment", LaneLoop::early);
    gauge(metrics, loops, "hooklane.saturated", "Deliveries in full lanes", LaneLoop::saturated);
  }

  /** An attempt ended; null for success. */
  void attempted(@Nullable Failure failure) {
    Counter counter = failure == null ? succeeded : failed.get(failure);
    if (counter != null) {
      counter.increment();
    }
  }

  /** A delivery came to a state after an attempt of this number. */
  void reached(DeliveryState state, int attempt) {
    Counter counter = (attempt > 1 ? retried : first).get(state);
    if (counter != null) {
      counter.increment();
    }
  }

  void diverted() {
    diverted.increment();
  }

  void unreadable() {
    unreadable.increment();
  }

  private static Counter attempts(MeterRegistry metrics, String outcome) {
    return Counter.builder("hooklane.attempts")
        .tag("outcome", outcome)
        .description("Attempts made")
        .register(metrics);
  }

  private static Counter deliveries(MeterRegistry metrics, DeliveryState state, boolean retried) {
    return Counter.builder("hooklane.deliveries")
        .tag("state", state.wireName())
        .tag("retried", Boolean.toString(retried))
        .description("States that deliveries came to")
        .register(metrics);
  }

  private static void gauge(
      MeterRegistry metrics,
      Collection<LaneLoop> loops,
      String name,
      String description,
      ToIntFunction<LaneLoop> value) {
    Gauge.builder(name, loops, all -> all.stream().mapToInt(value).sum())
        .description(description)
        .strongReference(true)
        .register(metrics);
  }
}
