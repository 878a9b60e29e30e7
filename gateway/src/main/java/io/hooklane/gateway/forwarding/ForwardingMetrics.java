package io.hooklane.gateway.forwarding;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * How long a service took to begin its answers, by class of status: {@code
 * hooklane.gateway.forwarded}. What the gateway answers in its place, 413, 503 or 504, counts too.
 */
final class ForwardingMetrics {

  private static final int CLASSES = 5;

  private final Timer[] byStatusClass = new Timer[CLASSES];

  ForwardingMetrics(Service service, MeterRegistry meters) {
    for (int i = 0; i < CLASSES; i++) {
      byStatusClass[i] =
          Timer.builder("hooklane.gateway.forwarded")
              .tag("service", service.name().toLowerCase(Locale.ROOT))
              .tag("status", (i + 1) + "xx")
              .register(meters);
    }
  }

  /**
   * Counts an answer.
   *
   * @param begin the {@link System#nanoTime()} at which the request was forwarded
   */
  void answered(int status, long begin) {
    int statusClass = Math.clamp(status / 100, 1, CLASSES) - 1;
    byStatusClass[statusClass].record(System.nanoTime() - begin, TimeUnit.NANOSECONDS);
  }
}
