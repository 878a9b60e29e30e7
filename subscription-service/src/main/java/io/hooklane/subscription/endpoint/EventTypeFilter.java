package io.hooklane.subscription.endpoint;

import io.hooklane.subscription.eventtype.EventTypeName;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which event types an endpoint asks for: exact names, groups ({@code order.*}), or several of them
 * joined by {@code |}.
 *
 * @throws IllegalArgumentException when there is none, one twice, or one of another form
 */
record EventTypeFilter(List<String> patterns) {

  static final int MOST = 1_000;
  static final int LONGEST = 4_096;

  /** All together: they travel in one record of the configuration log. */
  private static final int MOST_CHARACTERS = 100_000;

  private static final String GROUP = ".*";

  EventTypeFilter {
    patterns = List.copyOf(patterns);
    if (patterns.isEmpty() || patterns.size() > MOST) {
      throw new IllegalArgumentException("Give 1 to " + MOST + " event types");
    }
    if (patterns.stream().mapToInt(String::length).sum() > MOST_CHARACTERS) {
      throw new IllegalArgumentException(
          "Event types may have " + MOST_CHARACTERS + " characters together");
    }
    Set<String> seen = new HashSet<>();
    alternatives(patterns)
        .forEach(
            alternative -> {
              requireForm(alternative);
              if (!seen.add(alternative)) {
                throw new IllegalArgumentException("Each may be there once only: " + alternative);
              }
            });
  }

  /** The exact names among them, which must be in the catalog. */
  Set<String> exactNames() {
    Set<String> names = new LinkedHashSet<>();
    alternatives(patterns).filter(it -> !it.endsWith(GROUP)).forEach(names::add);
    return names;
  }

  /** Whether an event type is one of those asked for. */
  boolean takes(String eventType) {
    return alternatives(patterns).anyMatch(it -> takes(it, eventType));
  }

  /** The names and groups among them that none of these event types is one of. */
  List<String> takingNoneOf(Collection<String> eventTypes) {
    return alternatives(patterns)
        .filter(it -> eventTypes.stream().noneMatch(eventType -> takes(it, eventType)))
        .toList();
  }

  private static boolean takes(String alternative, String eventType) {
    return alternative.endsWith(GROUP)
        ? eventType.startsWith(alternative.substring(0, alternative.length() - 1))
        : alternative.equals(eventType);
  }

  private static Stream<String> alternatives(List<String> patterns) {
    return patterns.stream().flatMap(pattern -> Arrays.stream(pattern.split("\\|", -1)));
  }

  private static void requireForm(String alternative) {
    String name =
        alternative.endsWith(GROUP)
            ? alternative.substring(0, alternative.length() - GROUP.length())
            : alternative;
    if (!EventTypeName.isForm(name)) {
      throw new IllegalArgumentException(
          "Give names of event types, groups such as order.*, or several joined by |");
    }
  }
}
