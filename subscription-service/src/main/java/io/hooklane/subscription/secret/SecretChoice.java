package io.hooklane.subscription.secret;

import org.jspecify.annotations.Nullable;

/**
 * Which secret an endpoint is to have.
 *
 * @param supplied this one; null for a new one
 * @param type of a new one; null for that of the secret that it follows, or HMAC for the first
 * @throws IllegalArgumentException when the one supplied is of another type
 */
public record SecretChoice(@Nullable SigningSecret supplied, @Nullable SecretType type) {

  /** A new one. */
  public static final SecretChoice NEW = new SecretChoice(null, null);

  public SecretChoice {
    if (supplied != null && type != null && supplied.type() != type) {
      throw new IllegalArgumentException(
          "The secret that is given is of type " + supplied.type().wireName());
    }
  }
}
