package io.hooklane.ingest.message;

import org.jspecify.annotations.Nullable;

/**
 * What names in a message may look like. Each rule tells what is wrong, for people, or null when
 * nothing is.
 */
public final class MessageRules {

  /** Most channels, and most tags, of one message. */
  public static final int MOST_CHANNELS = 5;

  private static final int LONGEST_NAME = 256;
  private static final int LONGEST_CHANNEL = 128;

  private MessageRules() {}

  /** An event type's or event id's rule: 1–256 of {@code a-zA-Z0-9-_.}. */
  public static @Nullable String wrongWithName(String name) {
    return wrong(name, LONGEST_NAME);
  }

  /** A channel's or tag's rule: 1–128 of {@code a-zA-Z0-9-_.}. */
  public static @Nullable String wrongWithChannel(String channel) {
    return wrong(channel, LONGEST_CHANNEL);
  }

  /** A rule for keys that are not shown to receivers: 1–256 visible ASCII characters. */
  public static @Nullable String wrongWithKey(String key) {
    if (key.isEmpty() || key.length() > LONGEST_NAME) {
      return "Must have 1 to " + LONGEST_NAME + " characters";
    }
    return key.chars().allMatch(c -> c > ' ' && c < 0x7F)
        ? null
        : "Must consist of visible ASCII characters";
  }

  /** A media type's rule: 1–256 printable ASCII characters. */
  public static @Nullable String wrongWithContentType(String contentType) {
    boolean allowed =
        !contentType.isBlank()
            && contentType.length() <= LONGEST_NAME
            && contentType.chars().allMatch(c -> c >= ' ' && c < 0x7F);
    return allowed ? null : "Must be a media type of at most " + LONGEST_NAME + " characters";
  }

  private static @Nullable String wrong(String name, int longest) {
    if (name.isEmpty() || name.length() > longest) {
      return "Must have 1 to " + longest + " characters";
    }
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean allowed =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || c == '-'
              || c == '_'
              || c == '.';
      if (!allowed) {
        return "Must match ^[a-zA-Z0-9\\-_.]+$";
      }
    }
    return null;
  }
}
