package io.hooklane.egress;

import java.util.ArrayList;
import java.util.List;

/** Some of all ports, given as numbers and ranges: {@code 443}, {@code 8000-8999}. */
final class PortRanges {

  private static final int HIGHEST = 65_535;

  private record Range(int first, int last) {}

  private final List<Range> ranges = new ArrayList<>();

  /**
   * These ports; all if there are none.
   *
   * @throws IllegalArgumentException when one is neither a number nor a range
   */
  PortRanges(List<String> texts) {
    for (String text : texts) {
      String[] ends = text.strip().split("-", 2);
      int first = number(ends[0], text);
      int last = ends.length == 1 ? first : number(ends[1], text);
      if (first < 1 || last > HIGHEST || first > last) {
        throw notPorts(text);
      }
      ranges.add(new Range(first, last));
    }
  }

  boolean contains(int port) {
    return ranges.isEmpty()
        || ranges.stream().anyMatch(range -> range.first() <= port && port <= range.last());
  }

  private static int number(String digits, String text) {
    try {
      return Integer.parseInt(digits.strip());
    } catch (NumberFormatException e) {
      throw notPorts(text);
    }
  }

  private static IllegalArgumentException notPorts(String text) {
    return new IllegalArgumentException("Neither a port nor a range of ports: " + text);
  }
}
