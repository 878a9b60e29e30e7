package io.hooklane.subscription.endpoint;

import io.hooklane.egress.Target;

/**
 * Where deliveries go: an absolute http or https URL with a host (RFC 3986), without credentials.
 * Its text is kept as it was given.
 *
 * @param text taken as it is: what lies in the database stays readable when rules change
 */
record EndpointUrl(String text) {

  static final int LONGEST = 65_536;

  /**
   * A URL that somebody gives.
   *
   * @throws IllegalArgumentException when it is none, with a message that says what is wrong
   */
  static EndpointUrl parse(String text) {
    if (text.isEmpty()) {
      throw new IllegalArgumentException("The URL is empty");
    }
    if (text.length() > LONGEST) {
      throw new IllegalArgumentException("A URL has at most " + LONGEST + " characters");
    }
    return new EndpointUrl(Target.parse(text).url());
  }

  /** Whether it begins with {@code https:}. */
  boolean isHttps() {
    return text.regionMatches(true, 0, "https:", 0, "https:".length());
  }

  @Override
  public String toString() {
    return text;
  }
}
