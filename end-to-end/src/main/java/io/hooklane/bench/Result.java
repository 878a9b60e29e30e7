package io.hooklane.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a workload showed: figures by name, and which bounds it missed. */
final class Result {

  private final Map<String, Object> figures = new LinkedHashMap<>();
  private final List<String> missed = new ArrayList<>();

  /** Adds a figure: a number, or a map or list of such. */
  Result with(String name, Object figure) {
    figures.put(name, figure instanceof Double number ? round(number) : figure);
    return this;
  }

  /** Adds what was lost and what came twice; losing or inventing is a bound missed. */
  Result with(Outcome outcome) {
    with("lost", outcome.lost()).with("duplicates", outcome.duplicates());
    return require(outcome.lost() == 0, outcome.lost() + " lost")
        .require(outcome.inversions() == 0, outcome.inversions() + " out of order")
        .require(outcome.invented() == 0, outcome.invented() + " invented");
  }

  /** Notes a bound. */
  Result require(boolean kept, String otherwise) {
    if (!kept) {
      missed.add(otherwise);
    }
    return this;
  }

  /** All figures, in the order in which they were added. */
  Map<String, Object> figures() {
    return Collections.unmodifiableMap(figures);
  }

  /** A figure that is a number. */
  double number(String name) {
    return figures.get(name) instanceof Number number ? number.doubleValue() : Double.NaN;
  }

  /** Bounds that were missed, in words. */
  List<String> missed() {
    return List.copyOf(missed);
  }

  /** The figures in words. */
  String text() {
    List<String> words = new ArrayList<>();
    figures.forEach(
        (name, figure) -> {
          if (figure instanceof Number) {
            words.add(spoken(name) + " " + figure);
          }
        });
    return String.join(", ", words);
  }

  /** Four digits are more than any of these figures is exact to. */
  static double round(double number) {
    if (number == 0 || !Double.isFinite(number)) {
      return 0;
    }
    double scale = Math.pow(10, Math.max(0, 3 - Math.floor(Math.log10(Math.abs(number)))));
    return Math.round(number * scale) / scale;
  }

  private static String spoken(String camelCase) {
    return camelCase.replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT);
  }
}
