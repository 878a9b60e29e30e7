package io.hooklane.gateway.authentication;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The SHA-256 of an API key's text. Keys are looked up by it alone, so that how long a look-up
 * takes tells nothing about how near a guess is.
 */
record KeyHash(long first, long second, long third, long fourth) {

  private static final int BYTES = 32;

  /** The hash of a key as its caller sends it. */
  static KeyHash of(String key) {
    try {
      return read(
          MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }

  /**
   * Reads 64 hexadecimal digits.
   *
   * @throws IllegalArgumentException when the text is not that
   */
  static KeyHash ofHex(String hex) {
    byte[] bytes = HexFormat.of().parseHex(hex);
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException("A SHA-256 has 64 hexadecimal digits");
    }
    return read(bytes);
  }

  private static KeyHash read(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    return new KeyHash(buffer.getLong(), buffer.getLong(), buffer.getLong(), buffer.getLong());
  }
}
