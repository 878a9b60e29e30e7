package io.hooklane.endtoend;

import java.util.Arrays;

/** What a service's metrics said at one moment, in Prometheus' text format. */
record Metrics(String text) {

  /** Reads them. */
  static Metrics of(Hooklane.ServiceProcess process) {
    return new Metrics(process.metrics());
  }

  /** The sum over a metric's series that have all of these labels. */
  double sum(String name, String... labels) {
    return text.lines()
        .filter(line -> line.startsWith(name + "{"))
        .filter(line -> Arrays.stream(labels).allMatch(line::contains))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }
}
