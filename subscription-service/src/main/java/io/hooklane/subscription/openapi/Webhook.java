package io.hooklane.subscription.openapi;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A webhook as a document describes it.
 *
 * @param name an event type's, unchecked
 * @param schema of its body, a JSON Schema that refers to nothing outside itself; null for none
 * @param example of its body, JSON; null for none
 * @param place where it stands in the document
 */
public record Webhook(
    String name,
    String description,
    boolean deprecated,
    @Nullable String schema,
    @Nullable String example,
    List<String> place) {

  public Webhook {
    place = List.copyOf(place);
  }
}
