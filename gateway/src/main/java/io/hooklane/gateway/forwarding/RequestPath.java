package io.hooklane.gateway.forwarding;

import java.util.Optional;

/**
 * The path of a request in the one form in which the gateway and every service read it alike.
 *
 * <p>There is no such form for a path with empty or dot segments, path parameters ({@code ;}),
 * backslashes, control or non-ASCII characters, nor with any of these, a slash or a percent sign in
 * percent-encoded form: such a path is refused rather than normalized.
 *
 * @param text the path without query and without a slash at its end; {@code /} for the root
 */
public record RequestPath(String text) {

  private static final String PLAIN = "-._~!$&'()*+,=:@";
  private static final String REFUSED_WHEN_DECODED = "/\\;%.";

  /** Reads a request target: an absolute path, perhaps with a query. */
  public static Optional<RequestPath> of(String target) {
    int query = target.indexOf('?');
    int end = query < 0 ? target.length() : query;
    if (end == 0 || target.charAt(0) != '/') {
      return Optional.empty();
    }
    if (end > 2 && target.charAt(end - 1) == '/') {
      end--;
    }
    String text = target.substring(0, end);
    return text.equals("/") || isPlain(text)
        ? Optional.of(new RequestPath(text))
        : Optional.empty();
  }

  /** The same target with one slash less at the end of its path; the same object if it has none. */
  static String withoutSlashAtEnd(String target) {
    int query = target.indexOf('?');
    int end = query < 0 ? target.length() : query;
    return end > 1 && target.charAt(end - 1) == '/'
        ? target.substring(0, end - 1) + target.substring(end)
        : target;
  }

  private static boolean isPlain(String text) {
    int segment = 1;
    for (int i = 1; i <= text.length(); i++) {
      if (i == text.length() || text.charAt(i) == '/') {
        if (isEmptyOrDots(text, segment, i)) {
          return false;
        }
        segment = i + 1;
      } else if (text.charAt(i) == '%') {
        if (!isHarmlessEscape(text, i)) {
          return false;
        }
        i += 2;
      } else if (!isPlain(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isEmptyOrDots(String text, int from, int to) {
    int length = to - from;
    return length == 0
        || (length == 1 && text.charAt(from) == '.')
        || (length == 2 && text.charAt(from) == '.' && text.charAt(from + 1) == '.');
  }

  private static boolean isPlain(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || PLAIN.indexOf(c) >= 0;
  }

  private static boolean isHarmlessEscape(String text, int at) {
    if (at + 2 >= text.length()) {
      return false;
    }
    int high = Character.digit(text.charAt(at + 1), 16);
    int low = Character.digit(text.charAt(at + 2), 16);
    int decoded = high * 16 + low;
    return high >= 0
        && low >= 0
        && decoded >= ' '
        && decoded < 0x7f
        && REFUSED_WHEN_DECODED.indexOf(decoded) < 0;
  }
}
