package io.hooklane.dispatcher.lane;

import io.hooklane.contracts.delivery.Delivery;
import io.hooklane.contracts.delivery.DeliveryState;
import io.hooklane.contracts.delivery.Failure;
import io.hooklane.contracts.delivery.Trigger;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Counts what the lanes do. Safe to share. */
final class DispatchMetrics {

  private final Counter succeeded;
  private final Map<Failure, Counter> failed = new EnumMap<>(Failure.class);
  private final Map<DeliveryState, Counter> first = new EnumMap<>(DeliveryState.class);
  private final Map<DeliveryState, Counter> retried = new EnumMap<>(DeliveryState.class);
  private final Map<Diversion, Counter> diverted = new EnumMap<>(Diversion.class);
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
    for (Diversion why : Diversion.values()) {
      diverted.put(why, diversions(metrics, why));
    }
    unreadable =
        Counter.builder("hooklane.unreadable")
            .description("Records on delivery topics that are not deliveries")
            .register(metrics);
  }

  /** Shows what these lanes are like and what is in them. */
  static void watch(MeterRegistry metrics, Collection<LaneLoop> loops) {
    for (LaneState state : LaneState.values()) {
      Gauge.builder("hooklane.lanes", loops, all -> sum(all, one -> one.figures().lanes(state)))
          .tag("state", state.tag())
          .description("Lanes with something in them, or with a state that is remembered")
          .strongReference(true)
          .register(metrics);
    }
    gauge(
        metrics, loops, "hooklane.inflight", "Attempts under way", one -> one.figures().inFlight());
    Gauge.builder(
            "hooklane.inflight.bytes", loops, all -> sum(all, one -> one.figures().inFlightBytes()))
        .baseUnit("bytes")
        .description("Bytes of the deliveries whose attempts are under way")
        .strongReference(true)
        .register(metrics);
    gauge(metrics, loops, "hooklane.early", "Deliveries before their moment", LaneLoop::early);
    gauge(
        metrics,
        loops,
        "hooklane.saturated",
        "Deliveries in lanes that they will not leave soon",
        LaneLoop::saturated);
  }

  /** An attempt ended; null for success. */
  void attempted(@Nullable Failure failure) {
    Counter counter = failure == null ? succeeded : failed.get(failure);
    if (counter != null) {
      counter.increment();
    }
  }

  /** A delivery came to a state. One that was asked for by hand, in vain, stays where it was. */
  void reached(DeliveryState state, Delivery delivery) {
    if (delivery.trigger() == Trigger.MANUAL && state != DeliveryState.SUCCESS) {
      return;
    }
    Counter counter = (delivery.attempt() > 1 ? retried : first).get(state);
    if (counter != null) {
      counter.increment();
    }
  }

  void diverted(Diversion why) {
    Counter counter = diverted.get(why);
    if (counter != null) {
      counter.increment();
    }
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

  private static Counter diversions(MeterRegistry metrics, Diversion why) {
    return Counter.builder("hooklane.diverted")
        .tag("reason", why.tag())
        .description("Deliveries put off because their lane could not take them")
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
      ToLongFunction<LaneLoop> value) {
    Gauge.builder(name, loops, all -> sum(all, value))
        .description(description)
        .strongReference(true)
        .register(metrics);
  }

  private static long sum(Collection<LaneLoop> loops, ToLongFunction<LaneLoop> value) {
    return loops.stream().mapToLong(value).sum();
  }
}
