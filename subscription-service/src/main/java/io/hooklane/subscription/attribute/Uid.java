package io.hooklane.subscription.attribute;

import java.util.regex.Pattern;

/**
 * A caller's own name for an application or an endpoint, accepted wherever its id is.
 *
 * @throws IllegalArgumentException when the text is not 1–256 of {@code [a-zA-Z0-9-_.]}
 */
public record Uid(String value) {

  /** Characters of the longest. */
  public static final int LONGEST = 256;

  private static final Pattern FORM = Pattern.compile("[a-zA-Z0-9\\-_.]{1," + LONGEST + "}");

  public Uid {
    if (!isForm(value)) {
      throw new IllegalArgumentException(
          "A uid is 1 to " + LONGEST + " letters, digits, hyphens, underscores and dots");
    }
  }

  /**
   * Reads a uid that can stand where an id of this prefix can.
   *
   * @throws IllegalArgumentException also when it could be taken for such an id
   */
  public static Uid apartFrom(String idPrefix, String text) {
    if (text.startsWith(idPrefix)) {
      throw new IllegalArgumentException("A uid must not start with " + idPrefix);
    }
    return new Uid(text);
  }

  /** Whether a text can be a uid. */
  public static boolean isForm(String text) {
    return FORM.matcher(text).matches();
  }

  @Override
  public String toString() {
    return value;
  }
}
