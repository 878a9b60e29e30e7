package io.hooklane.subscription.access;

import java.util.Base64;
import java.util.random.RandomGenerator;

/**
 * The text of a new key: a prefix that says what it is, so that people and secret scanners know it,
 * and 256 random bits in base64 without padding, with the URL alphabet. It is shown once, to
 * whoever made the key.
 */
record KeyText(String value) {

  private static final int RANDOM_BYTES = 32;

  /** Characters beyond the prefix that people may see: too few to be of use to a guesser. */
  private static final int SHOWN = 4;

  static KeyText random(String prefix, RandomGenerator random) {
    byte[] bytes = new byte[RANDOM_BYTES];
    random.nextBytes(bytes);
    return new KeyText(prefix + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  /** The beginning, by which people tell keys apart. */
  static String hint(String text) {
    int prefix = text.lastIndexOf('_', Math.min(16, text.length() - 1)) + 1;
    return text.length() < prefix + 8 * SHOWN ? "" : text.substring(0, prefix + SHOWN);
  }

  /** Never the text. */
  @Override
  public String toString() {
    return hint(value) + "…";
  }
}
