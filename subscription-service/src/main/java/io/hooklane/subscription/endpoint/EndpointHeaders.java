package io.hooklane.subscription.endpoint;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The headers that are sent with each attempt besides Hooklane's own. Case does not tell their
 * names apart. Values are never part of {@link #toString()}.
 *
 * @throws IllegalArgumentException when there are more than {@value #MOST}, or they have more than
 *     {@value #MOST_CHARACTERS} characters together
 */
record EndpointHeaders(SortedMap<String, String> values) {

  static final int MOST = 50;
  private static final int MOST_CHARACTERS = 16_384;

  static final EndpointHeaders NONE = of(Map.of());

  EndpointHeaders {
    SortedMap<String, String> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    copy.putAll(values);
    if (copy.size() > MOST) {
      throw new IllegalArgumentException("An endpoint has at most " + MOST + " headers");
    }
    int characters =
        copy.entrySet().stream()
            .mapToInt(it -> it.getKey().length() + it.getValue().length())
            .sum();
    if (characters > MOST_CHARACTERS) {
      throw new IllegalArgumentException(
          "Headers have at most " + MOST_CHARACTERS + " characters together");
    }
    values = Collections.unmodifiableSortedMap(copy);
  }

  /** Headers that were checked, by name. */
  static EndpointHeaders of(Map<String, String> values) {
    return new EndpointHeaders(new TreeMap<>(values));
  }

  /** The same with these changes: null removes one. */
  EndpointHeaders with(Map<String, @Nullable String> changes) {
    SortedMap<String, String> changed = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    changed.putAll(values);
    changes.forEach(
        (name, value) -> {
          // Also takes the name as it is written now.
          changed.remove(name);
          if (value != null) {
            changed.put(name, value);
          }
        });
    return new EndpointHeaders(changed);
  }

  /** Whether there is one of this name. */
  boolean has(String name) {
    return values.containsKey(name);
  }

  boolean isEmpty() {
    return values.isEmpty();
  }

  /** The names; never the values. */
  @Override
  public String toString() {
    return "EndpointHeaders" + values.keySet();
  }
}
