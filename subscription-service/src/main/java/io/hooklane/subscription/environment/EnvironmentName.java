package io.hooklane.subscription.environment;

import io.hooklane.contracts.id.EnvironmentId;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The name of an environment, which stands wherever its id does.
 *
 * @throws IllegalArgumentException when the text is not 1–64 of {@code [a-zA-Z0-9-_.]}, could be
 *     taken for an id, or is the name of an operation
 */
record EnvironmentName(String value) {

  static final int LONGEST = 64;
  private static final Pattern FORM = Pattern.compile("[a-zA-Z0-9\\-_.]{1," + LONGEST + "}");
  private static final Set<String> OPERATIONS = Set.of("export", "import");

  EnvironmentName {
    if (!isForm(value)) {
      throw new IllegalArgumentException(
          "A name is 1 to " + LONGEST + " letters, digits, hyphens, underscores and dots");
    }
    if (value.startsWith(EnvironmentId.PREFIX)) {
      throw new IllegalArgumentException("A name must not start with " + EnvironmentId.PREFIX);
    }
    if (OPERATIONS.contains(value)) {
      throw new IllegalArgumentException("This word stands for an operation");
    }
  }

  /** Whether a text consists of what names consist of. */
  static boolean isForm(String text) {
    return FORM.matcher(text).matches();
  }

  @Override
  public String toString() {
    return value;
  }
}
