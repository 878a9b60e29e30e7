package io.hooklane.subscription.secret;

import java.util.Arrays;
import java.util.Base64;
import java.util.random.RandomGenerator;

/**
 * A symmetric signing secret (Standard Webhooks 1.0, "Signature scheme"): {@code whsec_} and 24–75
 * bytes in base64. Its text is never part of {@link #toString()}.
 *
 * @throws IllegalArgumentException when the text is not of that form
 */
public record SigningSecret(String text) {

  private static final String PREFIX = "whsec_";
  private static final int LEAST_BYTES = 24;
  private static final int MOST_BYTES = 75;

  public SigningSecret {
    if (!text.startsWith(PREFIX)) {
      throw new IllegalArgumentException("A secret starts with " + PREFIX);
    }
    byte[] key;
    try {
      key = Base64.getDecoder().decode(text.substring(PREFIX.length()));
    } catch (IllegalArgumentException e) {
      // The decoder's message would quote the secret's characters.
      throw new IllegalArgumentException("A secret is base64 after " + PREFIX);
    }
    int length = key.length;
    Arrays.fill(key, (byte) 0);
    if (length < LEAST_BYTES || length > MOST_BYTES) {
      throw new IllegalArgumentException(
          "A secret has " + LEAST_BYTES + " to " + MOST_BYTES + " bytes, not " + length);
    }
  }

  /** Reads a secret that a caller supplied; the prefix may be missing. */
  public static SigningSecret supplied(String text) {
    return new SigningSecret(text.startsWith(PREFIX) ? text : PREFIX + text);
  }

  /** A new secret. */
  static SigningSecret random(RandomGenerator random) {
    byte[] key = new byte[LEAST_BYTES];
    random.nextBytes(key);
    return new SigningSecret(PREFIX + Base64.getEncoder().encodeToString(key));
  }

  @Override
  public String toString() {
    return PREFIX + "…";
  }
}
