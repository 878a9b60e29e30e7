package io.hooklane.subscription.eventtype;

import java.util.regex.Pattern;

/**
 * The dotted name of an event type; its first segment is its group.
 *
 * @throws IllegalArgumentException when the text is not 1–256 of {@code [a-zA-Z0-9-_.]}
 */
public record EventTypeName(String value) {

  /** Characters of the longest. */
  public static final int LONGEST = 256;

  private static final Pattern FORM = Pattern.compile("[a-zA-Z0-9\\-_.]{1," + LONGEST + "}");

  public EventTypeName {
    if (!isForm(value)) {
      throw new IllegalArgumentException(
          "An event type's name is 1 to "
              + LONGEST
              + " letters, digits, hyphens, underscores and dots");
    }
  }

  /** Its first segment; the whole name where that is empty. */
  String group() {
    int dot = value.indexOf('.');
    return dot > 0 ? value.substring(0, dot) : value;
  }

  /** Whether a text can be an event type's name. */
  public static boolean isForm(String text) {
    return FORM.matcher(text).matches();
  }

  @Override
  public String toString() {
    return value;
  }
}
