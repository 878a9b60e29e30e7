package io.hooklane.deliverylog.searchkey;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * A value that a message is found by.
 *
 * @param name of the search attribute
 * @param value as it stands in the payload: a text, or a number or truth value as it is written
 */
public record SearchKey(String name, String value) {

  /** In characters; longer values are not indexed. */
  public static final int LONGEST_VALUE = 256;

  /**
   * The number that the index has for it: the first eight bytes of the SHA-256 of name, a zero byte
   * and value in UTF-8. Others may have the same, so name and value are to be compared as well.
   */
  public long hash() {
    MessageDigest digest = sha256();
    digest.update(name.getBytes(StandardCharsets.UTF_8));
    digest.update((byte) 0);
    digest.update(value.getBytes(StandardCharsets.UTF_8));
    return ByteBuffer.wrap(digest.digest()).getLong();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }
}
