package io.hooklane.bench;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Predicate;

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
    return sumOf(service, line -> line.startsWith(metric + "{") || line.startsWith(metric + " "));
  }

  /**
   * The sum over all that begin so: a metric's name, and its first labels.
   *
   * @throws java.io.UncheckedIOException when the service does not answer
   */
  static double sumOfLines(URI service, String begin) {
    return sumOf(service, line -> line.startsWith(begin));
  }

  private static double sumOf(URI service, Predicate<String> wanted) {
    String all = new String(Http.to(service).get("/q/metrics", LIMIT), StandardCharsets.UTF_8);
    return all.lines()
        .filter(wanted)
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }
}
