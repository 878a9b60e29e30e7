package io.hooklane.subscription.environment;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What messages are found by in the delivery log: values in their payloads.
 *
 * @param pointers a JSON pointer (RFC 6901) for each name, in the names' order, at most 16
 * @throws IllegalArgumentException when there are more, or one of them is none
 */
public record SearchAttributes(Map<String, String> pointers) {

  /** None. */
  public static final SearchAttributes NONE = new SearchAttributes(Map.of());

  static final int LONGEST_POINTER = 256;
  private static final int MOST = 16;
  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_.-]{1,64}");
  private static final Pattern POINTER = Pattern.compile("(/([^~/]|~[01])*)+");

  public SearchAttributes {
    if (pointers.size() > MOST) {
      throw new IllegalArgumentException("Give at most " + MOST + " of them");
    }
    pointers.keySet().forEach(SearchAttributes::requireName);
    pointers.values().forEach(SearchAttributes::requirePointer);
    pointers = Collections.unmodifiableMap(new TreeMap<>(pointers));
  }

  static String requireName(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "A name is 1 to 64 letters, digits, hyphens, underscores and dots");
    }
    return name;
  }

  static String requirePointer(String pointer) {
    if (pointer.length() > LONGEST_POINTER || !POINTER.matcher(pointer).matches()) {
      throw new IllegalArgumentException(
          "Give a JSON pointer (RFC 6901) such as /customer/id, at most "
              + LONGEST_POINTER
              + " characters; in names ~ is written ~0 and / is written ~1");
    }
    return pointer;
  }
}
