package io.hooklane.contracts;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Puts the fields of a record, one after another, into the value of one header. A header of its own
 * for each of them costs every process on the way more than everything else about the record.
 *
 * <p>A field is its length plus one as an unsigned LEB128 number, then so many bytes: a text in
 * UTF-8, or a number as unsigned big-endian without leading zeros. A length of zero stands for a
 * field that is null. Which field is which follows from their order, which only ever grows at its
 * end. Not for several threads.
 */
public final class FieldWriter {

  private static final int MOST_LENGTH_BYTES = 5;

  private byte[] bytes;
  private int size;

  /** Begins; it grows beyond this many bytes when it has to. */
  public FieldWriter(int expectedBytes) {
    bytes = new byte[expectedBytes];
  }

  /** Adds a text, or null. */
  public FieldWriter text(@Nullable String value) {
    if (value == null) {
      return none();
    }
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    begin(utf8.length);
    System.arraycopy(utf8, 0, bytes, size, utf8.length);
    size += utf8.length;
    return this;
  }

  /**
   * Adds a number.
   *
   * @throws IllegalArgumentException when it is negative
   */
  public FieldWriter number(long value) {
    if (value < 0) {
      throw new IllegalArgumentException("Fields hold no negative numbers: " + value);
    }
    int length = (Long.SIZE - Long.numberOfLeadingZeros(value) + Byte.SIZE - 1) / Byte.SIZE;
    begin(length);
    for (int shift = (length - 1) * Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
      bytes[size++] = (byte) (value >>> shift);
    }
    return this;
  }

  /** Adds a field that is null. */
  public FieldWriter none() {
    room(1);
    bytes[size++] = 0;
    return this;
  }

  /** All fields that were added. */
  public byte[] toBytes() {
    return Arrays.copyOf(bytes, size);
  }

  private void begin(int length) {
    room(MOST_LENGTH_BYTES + length);
    int rest = length + 1;
    while (rest > 0x7F) {
      bytes[size++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
  }

  private void room(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
    }
  }
}
