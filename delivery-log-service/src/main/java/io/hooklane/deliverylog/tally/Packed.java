package io.hooklane.deliverylog.tally;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Numbers, mostly small ones, and what may be absent, in few bytes. */
final class Packed {

  private static final int MORE = 0x80;
  private static final int BITS = 7;

  private Packed() {}

  /** Seven bits a byte, the lowest first; the sign is the lowest bit. */
  static void write(DataOutput out, long number) throws IOException {
    long rest = number << 1 ^ number >> 63;
    while ((rest & -MORE) != 0) {
      out.writeByte((int) (rest & (MORE - 1) | MORE));
      rest >>>= BITS;
    }
    out.writeByte((int) rest);
  }

  static long read(DataInput in) throws IOException {
    long all = 0;
    int shift = 0;
    int next;
    do {
      next = in.readUnsignedByte();
      all |= (long) (next & (MORE - 1)) << shift;
      shift += BITS;
    } while (next >= MORE);
    return all >>> 1 ^ -(all & 1);
  }

  /** To the millisecond. */
  static void write(DataOutput out, @Nullable Instant moment) throws IOException {
    out.writeBoolean(moment != null);
    if (moment != null) {
      out.writeLong(moment.toEpochMilli());
    }
  }

  static @Nullable Instant readMoment(DataInput in) throws IOException {
    return in.readBoolean() ? Instant.ofEpochMilli(in.readLong()) : null;
  }

  static void write(DataOutput out, @Nullable String text) throws IOException {
    out.writeBoolean(text != null);
    if (text != null) {
      out.writeUTF(text);
    }
  }

  static @Nullable String readText(DataInput in) throws IOException {
    return in.readBoolean() ? in.readUTF() : null;
  }
}
