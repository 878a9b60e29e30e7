package io.hooklane.contracts;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Gives the headers of one record by name; of several with one name, the last. */
@FunctionalInterface
public interface HeaderSource {

  /** The header's bytes, or null when the record has none of that name. */
  byte @Nullable [] bytes(String name);

  /** The header as UTF-8 text, or null when the record has none of that name. */
  default @Nullable String text(String name) {
    byte[] bytes = bytes(name);
    return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
  }

  /** The header as text, which must be there. */
  default String required(String name) {
    String text = text(name);
    if (text == null) {
      throw new UnreadableRecordException("The header " + name + " is missing");
    }
    return text;
  }

  /** The header as a decimal number, which must be there. */
  default long requiredNumber(String name) {
    String text = required(name);
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new UnreadableRecordException("The header " + name + " is not a number", e);
    }
  }

  /** The fields that one header holds, or null when the record has none of that name. */
  default @Nullable FieldReader fields(String name) {
    byte[] bytes = bytes(name);
    return bytes == null ? null : new FieldReader(bytes);
  }
}
