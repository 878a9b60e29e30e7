package io.hooklane.ingest.source;

import com.fasterxml.jackson.core.JsonPointer;

/** Where a part of a message is found in a source's record. */
sealed interface Rule {

  /** The value of a header; of several with one name, the last. */
  record Header(String name) implements Rule {}

  /** The record's key, as UTF-8. */
  record Key() implements Rule {}

  /** A place in the record's value, which must then be JSON. */
  record Pointer(JsonPointer pointer) implements Rule {}

  /** The same for every record. */
  record Constant(String value) implements Rule {}

  /**
   * Reads a rule.
   *
   * @param property the name of the property that holds it
   * @throws IllegalArgumentException naming the property, when the text is no rule
   */
  static Rule parse(String property, String text) {
    int colon = text.indexOf(':');
    String kind = colon < 0 ? text : text.substring(0, colon);
    String rest = colon < 0 ? "" : text.substring(colon + 1);
    if (kind.equals("key") && colon < 0) {
      return new Key();
    }
    if (!rest.isEmpty()) {
      switch (kind) {
        case "header":
          return new Header(rest);
        case "constant":
          return new Constant(rest);
        case "pointer":
          if (rest.startsWith("/")) {
            return new Pointer(JsonPointer.compile(rest));
          }
          break;
        default:
      }
    }
    throw new IllegalArgumentException(
        property
            + ": '"
            + text
            + "' is no rule; write header:NAME, key, pointer:/JSON/POINTER or constant:VALUE");
  }
}
