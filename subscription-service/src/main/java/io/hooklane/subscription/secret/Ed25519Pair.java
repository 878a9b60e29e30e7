package io.hooklane.subscription.secret;

import com.google.crypto.tink.subtle.Ed25519Sign;
import java.security.GeneralSecurityException;
import java.util.Arrays;

/** An Ed25519 key pair in bytes (RFC 8032): the seed, then the public key. */
final class Ed25519Pair {

  static final int SEED_BYTES = Ed25519Sign.SECRET_KEY_LEN;
  private static final int PAIR_BYTES = 2 * SEED_BYTES;

  private Ed25519Pair() {}

  /** The pair that grows from this seed. */
  static byte[] of(byte[] seed) {
    try {
      byte[] pair = Arrays.copyOf(seed, PAIR_BYTES);
      byte[] publicKey = Ed25519Sign.KeyPair.newKeyPairFromSeed(seed).getPublicKey();
      System.arraycopy(publicKey, 0, pair, SEED_BYTES, SEED_BYTES);
      return pair;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every seed gives a pair", e);
    }
  }

  /** Whether these bytes are a pair: a wrong public key would make signatures that never verify. */
  static boolean isSound(byte[] bytes) {
    return bytes.length == PAIR_BYTES && Arrays.equals(bytes, of(Arrays.copyOf(bytes, SEED_BYTES)));
  }

  static byte[] publicKey(byte[] pair) {
    return Arrays.copyOfRange(pair, SEED_BYTES, PAIR_BYTES);
  }
}
