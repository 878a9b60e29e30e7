package io.hooklane.subscription.routing;

import java.util.ArrayList;
import java.util.List;

/** Which event types an endpoint asked for. */
sealed interface TypePattern {

  /** Whether an event type is one of those. */
  boolean matches(String eventType);

  /** Every event type. */
  record Any() implements TypePattern {
    @Override
    public boolean matches(String eventType) {
      return true;
    }
  }

  /** One event type by its whole name. */
  record Exact(String name) implements TypePattern {
    @Override
    public boolean matches(String eventType) {
      return name.equals(eventType);
    }
  }

  /**
   * All event types of a group, however deep.
   *
   * @param prefix the group's name with its closing dot
   */
  record Group(String prefix) implements TypePattern {
    @Override
    public boolean matches(String eventType) {
      return eventType.startsWith(prefix);
    }
  }

  /**
   * Reads an endpoint's event types: exact names, groups ({@code order.*}) or several of them
   * joined by {@code |}. None at all is every event type.
   */
  static List<TypePattern> parse(List<String> eventTypes) {
    List<TypePattern> patterns = new ArrayList<>();
    for (String joined : eventTypes) {
      for (String text : joined.split("\\|", -1)) {
        if (!text.isEmpty()) {
          patterns.add(parseOne(text));
        }
      }
    }
    return eventTypes.isEmpty() ? List.of(new Any()) : List.copyOf(patterns);
  }

  private static TypePattern parseOne(String text) {
    if (text.equals("*")) {
      return new Any();
    }
    return text.endsWith(".*") ? new Group(text.substring(0, text.length() - 1)) : new Exact(text);
  }
}
