package io.hooklane.bench;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What is made of several measurements of the same thing. */
final class Numbers {

  private Numbers() {}

  /** The middle one, or the mean of the two in the middle. */
  static double median(Collection<Double> numbers) {
    List<Double> sorted = numbers.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  static double lowest(Collection<Double> numbers) {
    return numbers.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
  }

  static double highest(Collection<Double> numbers) {
    return numbers.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
  }

  /** The mean of each name over all of them. */
  static <T> Map<String, Double> means(List<T> all, Function<T, Map<String, Double>> numbers) {
    Map<String, Double> means = new LinkedHashMap<>();
    for (T one : all) {
      numbers
          .apply(one)
          .forEach((name, number) -> means.merge(name, number / all.size(), Double::sum));
    }
    means.replaceAll((name, number) -> Result.round(number));
    return means;
  }
}
