package io.hooklane.deliverylog.activity;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * How far a stream has come, in each partition of the topic: the first offset that it has not
 * passed yet. As text it is an event's id, and what {@code Last-Event-ID} says.
 */
final class Positions {

  private static final int MOST_PARTITIONS = 10_000;
  private static final int LONGEST_TEXT = 64 * 1024;

  private final long[] next;

  private Positions(long[] next) {
    this.next = next;
  }

  static Positions of(long[] next) {
    return new Positions(next.clone());
  }

  /** The positions that {@link #text} gave; empty when it is no such text. */
  static Optional<Positions> parse(String text) {
    if (text.length() > LONGEST_TEXT) {
      return Optional.empty();
    }
    try {
      ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
      long count = number(bytes);
      if (count < 1 || count > MOST_PARTITIONS) {
        return Optional.empty();
      }
      long[] next = new long[(int) count];
      for (int i = 0; i < next.length; i++) {
        next[i] = number(bytes);
        if (next[i] < 0) {
          return Optional.empty();
        }
      }
      return bytes.hasRemaining() ? Optional.empty() : Optional.of(new Positions(next));
    } catch (IllegalArgumentException | BufferUnderflowException e) {
      return Optional.empty();
    }
  }

  /** The position in this partition; 0 in one that was not there. */
  long in(int partition) {
    return partition < next.length ? next[partition] : 0;
  }

  /** How many partitions there were. */
  int partitions() {
    return next.length;
  }

  /** One short line of letters, digits, hyphens and underscores. */
  String text() {
    ByteBuffer bytes = ByteBuffer.allocate((next.length + 1) * 10);
    put(bytes, next.length);
    for (long position : next) {
      put(bytes, position);
    }
    return new String(
        Base64.getUrlEncoder()
            .withoutPadding()
            .encode(Arrays.copyOf(bytes.array(), bytes.position())),
        StandardCharsets.US_ASCII);
  }

  /** Seven bits a byte, the lowest first; the highest bit says that more follow. */
  private static void put(ByteBuffer bytes, long number) {
    long left = number;
    while (left > 0x7f) {
      bytes.put((byte) (left | 0x80));
      left >>>= 7;
    }
    bytes.put((byte) left);
  }

  private static long number(ByteBuffer bytes) {
    long number = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      byte next = bytes.get();
      number |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        return number;
      }
    }
    throw new IllegalArgumentException("A number of more than 64 bits");
  }
}
