package io.hooklane.subscription.routing;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** What the resolver counts. */
record RoutingMetrics(Counter messages, Counter deliveries, Counter repeats, Counter unreadable) {

  static RoutingMetrics in(MeterRegistry registry) {
    return new RoutingMetrics(
        Counter.builder("hooklane.routing.messages")
            .description("Messages resolved")
            .register(registry),
        Counter.builder("hooklane.routing.deliveries")
            .description("Deliveries produced")
            .register(registry),
        Counter.builder("hooklane.routing.repeats")
            .description("Repeated messages dropped")
            .register(registry),
        Counter.builder("hooklane.routing.unreadable")
            .description("Records that are no messages")
            .register(registry));
  }
}
