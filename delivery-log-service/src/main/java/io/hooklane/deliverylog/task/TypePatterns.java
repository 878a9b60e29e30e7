package io.hooklane.deliverylog.task;

import java.util.ArrayList;
import java.util.List;

/**
 * Which event types an endpoint asks for, as the resolver reads them: exact names, groups ({@code
 * order.*}) or several of them joined by {@code |}; none at all is every event type.
 *
 * @param any whether it is every event type
 * @param names whole names
 * @param prefixes the groups' names with their closing dots
 */
record TypePatterns(boolean any, List<String> names, List<String> prefixes) {

  TypePatterns {
    names = List.copyOf(names);
    prefixes = List.copyOf(prefixes);
  }

  static TypePatterns parse(List<String> eventTypes) {
    boolean any = eventTypes.isEmpty();
    List<String> names = new ArrayList<>();
    List<String> prefixes = new ArrayList<>();
    for (String joined : eventTypes) {
      for (String text : joined.split("\\|", -1)) {
        if (text.equals("*")) {
          any = true;
        } else if (text.endsWith(".*")) {
          prefixes.add(text.substring(0, text.length() - 1));
        } else if (!text.isEmpty()) {
          names.add(text);
        }
      }
    }
    return new TypePatterns(any, names, prefixes);
  }
}
