package io.hooklane.bench.log;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.SplittableRandom;

/** Ids and hashes as the product makes them: this sees it from outside. */
final class LogIds {

  private static final char[] DIGITS =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".toCharArray();
  private static final long EPOCH_SECONDS = 1_400_000_000L;
  private static final int LENGTH = 27;

  private final SplittableRandom random;
  private final MessageDigest sha256;

  LogIds(SplittableRandom random) {
    this.random = random;
    try {
      this.sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }

  /** A KSUID of this millisecond. */
  String at(long millis) {
    int[] words = {
      (int) (millis / 1_000 - EPOCH_SECONDS),
      (int) (millis % 1_000) << 16 | random.nextInt(1 << 16),
      random.nextInt(),
      random.nextInt(),
      random.nextInt()
    };
    char[] text = new char[LENGTH];
    for (int position = LENGTH - 1; position >= 0; position--) {
      long remainder = 0;
      for (int i = 0; i < words.length; i++) {
        long value = (remainder << 32) | (words[i] & 0xFFFF_FFFFL);
        words[i] = (int) (value / DIGITS.length);
        remainder = value % DIGITS.length;
      }
      text[position] = DIGITS[(int) remainder];
    }
    return new String(text);
  }

  /** What the index of search keys has for a value. */
  long key(String name, String value) {
    sha256.reset();
    sha256.update(name.getBytes(StandardCharsets.UTF_8));
    sha256.update((byte) 0);
    sha256.update(value.getBytes(StandardCharsets.UTF_8));
    return ByteBuffer.wrap(sha256.digest()).getLong();
  }
}
