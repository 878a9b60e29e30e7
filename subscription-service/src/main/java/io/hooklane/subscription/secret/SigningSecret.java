package io.hooklane.subscription.secret;

import java.util.Arrays;
import java.util.Base64;
import java.util.random.RandomGenerator;

/**
 * A signing secret (Standard Webhooks 1.0, "Signature scheme"). Its text is never part of its
 * {@code toString()}, nor of an error.
 */
public sealed interface SigningSecret {

  /** As it is kept; a secret. */
  String text();

  /** What receivers verify with: the secret itself, or the public key. */
  String verifier();

  /** What it is. */
  SecretType type();

  /**
   * A secret that sender and receiver share: {@code whsec_} and 24–75 bytes in base64.
   *
   * @throws IllegalArgumentException when the text is not of that form
   */
  record Symmetric(String text) implements SigningSecret {

    static final String PREFIX = "whsec_";
    private static final int LEAST_BYTES = 24;
    private static final int MOST_BYTES = 75;

    public Symmetric {
      byte[] key = decode(text, PREFIX);
      Arrays.fill(key, (byte) 0);
      if (key.length < LEAST_BYTES || key.length > MOST_BYTES) {
        throw new IllegalArgumentException(
            "A secret has " + LEAST_BYTES + " to " + MOST_BYTES + " bytes, not " + key.length);
      }
    }

    static Symmetric random(RandomGenerator random) {
      byte[] key = new byte[LEAST_BYTES];
      random.nextBytes(key);
      return new Symmetric(PREFIX + Base64.getEncoder().encodeToString(key));
    }

    @Override
    public String verifier() {
      return text;
    }

    @Override
    public SecretType type() {
      return SecretType.HMAC;
    }

    @Override
    public String toString() {
      return PREFIX + "…";
    }
  }

  /**
   * A pair of Ed25519 keys: {@code whsk_} and, in base64, the 32 bytes of the seed, then the 32
   * bytes of the public key. The public key alone is {@code whpk_} and its base64.
   *
   * @throws IllegalArgumentException when the text is not of that form, or the two do not belong
   *     together
   */
  record Asymmetric(String text) implements SigningSecret {

    static final String PREFIX = "whsk_";
    private static final String PUBLIC_PREFIX = "whpk_";

    public Asymmetric {
      byte[] pair = decode(text, PREFIX);
      boolean sound = Ed25519Pair.isSound(pair);
      Arrays.fill(pair, (byte) 0);
      if (!sound) {
        throw new IllegalArgumentException(
            "A private key is the 32 bytes of an Ed25519 seed, perhaps followed by its public key");
      }
    }

    static Asymmetric of(byte[] seed) {
      return new Asymmetric(PREFIX + Base64.getEncoder().encodeToString(Ed25519Pair.of(seed)));
    }

    static Asymmetric random(RandomGenerator random) {
      byte[] seed = new byte[Ed25519Pair.SEED_BYTES];
      random.nextBytes(seed);
      return of(seed);
    }

    @Override
    public String verifier() {
      byte[] pair = decode(text, PREFIX);
      return PUBLIC_PREFIX + Base64.getEncoder().encodeToString(Ed25519Pair.publicKey(pair));
    }

    @Override
    public SecretType type() {
      return SecretType.ED25519;
    }

    @Override
    public String toString() {
      return PREFIX + "…";
    }
  }

  /**
   * Reads a secret that a caller supplied. The prefix of a shared one may be missing, and so may
   * the public key behind a seed.
   *
   * @throws IllegalArgumentException when it is of neither form
   */
  static SigningSecret supplied(String text) {
    if (!text.startsWith(Asymmetric.PREFIX)) {
      return new Symmetric(text.startsWith(Symmetric.PREFIX) ? text : Symmetric.PREFIX + text);
    }
    byte[] key = decode(text, Asymmetric.PREFIX);
    return key.length == Ed25519Pair.SEED_BYTES ? Asymmetric.of(key) : new Asymmetric(text);
  }

  /** A new secret. */
  static SigningSecret random(SecretType type, RandomGenerator random) {
    return switch (type) {
      case HMAC -> Symmetric.random(random);
      case ED25519 -> Asymmetric.random(random);
    };
  }

  private static byte[] decode(String text, String prefix) {
    if (!text.startsWith(prefix)) {
      throw new IllegalArgumentException("A secret starts with " + prefix);
    }
    try {
      return Base64.getDecoder().decode(text.substring(prefix.length()));
    } catch (IllegalArgumentException e) {
      // The decoder's message would quote the secret's characters.
      throw new IllegalArgumentException("A secret is base64 after " + prefix);
    }
  }
}
