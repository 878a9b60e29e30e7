package io.hooklane.bench;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Reads what a service tells in the text format of Prometheus. */
final class Metrics {

  private static final Duration LIMIT = Duration.ofSeconds(2);

  private Metrics() {}

  /**
   * The sum over all labels.
   *
   * @throws java.io.UncheckedIOException when the service does not answer
   */
  static double sum(URI service, String metric) {
    String all = new String(Http.to(service).get("/q/metrics", LIMIT), StandardCharsets.UTF_8);
    return all.lines()
        .filter(line -> line.startsWith(metric + "{") || line.startsWith(metric + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }
}
