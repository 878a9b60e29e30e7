package io.hooklane.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * All that one call of the benchmark showed.
 *
 * @param firstDeliverySeconds from the start of {@code up} to the first delivery
 * @param results by workload
 */
record Run(double firstDeliverySeconds, Map<Workload, Result> results) {

  /** What a workload showed, by name. */
  Result of(String workload) {
    return results.entrySet().stream()
        .filter(one -> one.getKey().name().equals(workload))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElseGet(Result::new);
  }

  /** A figure of a workload, if it was measured. */
  OptionalDouble figure(String workload, String name) {
    double number = of(workload).number(name);
    return Double.isNaN(number) ? OptionalDouble.empty() : OptionalDouble.of(number);
  }

  /** Bounds that were missed, with their workloads. */
  List<String> missed() {
    return results.entrySet().stream()
        .flatMap(
            one -> one.getValue().missed().stream().map(what -> one.getKey().name() + ": " + what))
        .toList();
  }

  /** As JSON: the main workload's figures by themselves, the others' under their names. */
  Map<String, Object> asJson() {
    Map<String, Object> json = new LinkedHashMap<>(of(FanOutOne.NAME).figures());
    json.put("firstDeliverySeconds", Result.round(firstDeliverySeconds));
    Map<String, Object> others = new LinkedHashMap<>();
    results.forEach(
        (workload, result) -> {
          if (!workload.name().equals(FanOutOne.NAME)) {
            others.put(workload.name(), result.figures());
          }
        });
    json.put("workloads", others);
    json.put("missed", missed());
    return json;
  }
}
