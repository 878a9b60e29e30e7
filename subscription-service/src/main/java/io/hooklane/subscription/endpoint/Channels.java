package io.hooklane.subscription.endpoint;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The channels that an endpoint is tagged with; case matters.
 *
 * @throws IllegalArgumentException when there are none, more than 10, one twice, or one that is not
 *     1–128 of {@code [a-zA-Z0-9-_.]}
 */
record Channels(List<String> names) {

  static final int MOST = 10;
  static final int LONGEST = 128;
  private static final Pattern FORM = Pattern.compile("[a-zA-Z0-9\\-_.]{1," + LONGEST + "}");

  Channels {
    names = List.copyOf(names);
    if (names.isEmpty() || names.size() > MOST) {
      throw new IllegalArgumentException("Give 1 to " + MOST + " channels");
    }
    if (Set.copyOf(names).size() < names.size()) {
      throw new IllegalArgumentException("Each channel may be there once only");
    }
    for (String name : names) {
      if (!FORM.matcher(name).matches()) {
        throw new IllegalArgumentException(
            "A channel is 1 to " + LONGEST + " letters, digits, hyphens, underscores and dots");
      }
    }
  }
}
