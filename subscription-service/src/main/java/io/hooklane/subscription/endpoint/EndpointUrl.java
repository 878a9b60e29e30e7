package io.hooklane.subscription.endpoint;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/**
 * Where deliveries go: an absolute http or https URL with a host (RFC 3986), without credentials.
 * Its text is kept as it was given.
 *
 * @throws IllegalArgumentException when it is not, with a message that says what is wrong
 */
record EndpointUrl(String text) {

  static final int LONGEST = 65_536;
  private static final int HIGHEST_PORT = 65_535;

  EndpointUrl {
    if (text.isEmpty()) {
      throw new IllegalArgumentException("The URL is empty");
    }
    if (text.length() > LONGEST) {
      throw new IllegalArgumentException("A URL has at most " + LONGEST + " characters");
    }
    check(parse(text));
  }

  /** Whether it begins with {@code https:}. */
  boolean isHttps() {
    return text.regionMatches(true, 0, "https:", 0, "https:".length());
  }

  private static URI parse(String text) {
    if (!text.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
      throw new IllegalArgumentException(
          "A URL has no spaces and only ASCII characters; encode others as %XX, "
              + "and write an international host name in its xn-- form");
    }
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(
          "Not a URL: " + e.getReason() + " at character " + (e.getIndex() + 1));
    }
  }

  private static void check(URI url) {
    String scheme = url.getScheme();
    if (scheme == null) {
      throw new IllegalArgumentException("Give an absolute URL, beginning with https://");
    }
    String lower = scheme.toLowerCase(Locale.ROOT);
    if (!lower.equals("http") && !lower.equals("https")) {
      throw new IllegalArgumentException("The scheme must be http or https, not " + scheme);
    }
    if (url.getRawUserInfo() != null
        || (url.getRawAuthority() != null && url.getRawAuthority().contains("@"))) {
      throw new IllegalArgumentException("A URL must not hold credentials");
    }
    if (url.getHost() == null || url.getHost().isEmpty()) {
      throw new IllegalArgumentException("The URL has no valid host");
    }
    if (url.getPort() == 0 || url.getPort() > HIGHEST_PORT) {
      throw new IllegalArgumentException("The port must be from 1 to " + HIGHEST_PORT);
    }
    if (url.getRawFragment() != null) {
      throw new IllegalArgumentException("A fragment (#…) is never sent; leave it out");
    }
  }

  @Override
  public String toString() {
    return text;
  }
}
