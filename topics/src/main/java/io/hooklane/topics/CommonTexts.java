package io.hooklane.topics;

import io.hooklane.contracts.FieldReader;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Texts that come with one record after another: each is one object as long as it is among the
 * latest, so that what is in hand takes less memory and its hash is found once. Bounded. Not for
 * several threads.
 */
public final class CommonTexts implements FieldReader.CommonTexts {

  /** A power of two; two texts that meet in one place take turns. */
  private static final int PLACES = 8_192;

  /** Longer ones are rare and would make the bound one of number only. */
  private static final int LONGEST = 128;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final @Nullable Common[] places = new Common[PLACES];

  private record Common(byte[] utf8, String text) {}

  @Override
  public String of(byte[] utf8, int from, int length) {
    if (length > LONGEST) {
      return new String(utf8, from, length, StandardCharsets.UTF_8);
    }
    int place = place(utf8, from, length);
    Common common = places[place];
    if (common == null || !isSame(common.utf8, utf8, from, length)) {
      byte[] own = Arrays.copyOfRange(utf8, from, from + length);
      common = new Common(own, new String(own, StandardCharsets.UTF_8));
      places[place] = common;
    }
    return common.text;
  }

  private static boolean isSame(byte[] common, byte[] utf8, int from, int length) {
    return Arrays.equals(common, 0, common.length, utf8, from, from + length);
  }

  /** Eight bytes at a time, since many of these texts are ids. */
  private static int place(byte[] utf8, int from, int length) {
    long hash = length;
    int i = 0;
    for (; i + Long.BYTES <= length; i += Long.BYTES) {
      hash = mix(hash ^ (long) LONGS.get(utf8, from + i));
    }
    for (; i < length; i++) {
      hash = hash * 31 + utf8[from + i];
    }
    return (int) (mix(hash) >>> 32) & PLACES - 1;
  }

  /** Half of MurmurHash3's finalizer: each bit reaches the upper half. */
  private static long mix(long value) {
    return (value ^ value >>> 33) * 0xff51afd7ed558ccdL;
  }
}
