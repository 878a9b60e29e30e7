package io.hooklane.subscription.secret;

import java.util.Arrays;
import java.util.Locale;

/** What a signing secret is. */
public enum SecretType {
  /** A secret that sender and receiver share. */
  HMAC,
  /** A pair of keys, of which the receiver has the public one. */
  ED25519;

  /** The name that callers give. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The type of this name.
   *
   * @throws IllegalArgumentException when there is none
   */
  public static SecretType named(String name) {
    return Arrays.stream(values())
        .filter(type -> type.wireName().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("A secret is hmac or ed25519"));
  }
}
