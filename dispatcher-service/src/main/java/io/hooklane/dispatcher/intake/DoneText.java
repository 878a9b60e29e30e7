package io.hooklane.dispatcher.intake;

import java.util.Arrays;
import java.util.Base64;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * Bits as text that fits into the metadata of an offset, of which Kafka takes 4,096 characters by
 * default: base64, and deflated where that alone would be too long. Nearly all bits of a long run
 * are set, so that it takes little.
 */
final class DoneText {

  /** As many bits as are ever written. */
  static final int MOST_BITS = 128_000;

  private static final int MOST_BYTES = MOST_BITS / Byte.SIZE;
  private static final int MOST_CHARACTERS = 4_000;
  private static final int MOST_PLAIN = MOST_CHARACTERS / 4 * 3;

  /** No character of base64. */
  private static final String DEFLATED = ".";

  private DoneText() {}

  /** The bits as text; of more than fit, the first. */
  static String of(byte[] bits) {
    if (bits.length <= MOST_PLAIN) {
      return encoded(bits, bits.length);
    }
    byte[] deflated = new byte[MOST_PLAIN - 3];
    int taken = bits.length;
    while (taken > MOST_PLAIN) {
      int size = deflate(bits, taken, deflated);
      if (size > 0) {
        return DEFLATED + encoded(deflated, size);
      }
      taken /= 2;
    }
    return encoded(bits, taken);
  }

  /** The bits of a text; none of one that was not made by {@link #of}. */
  static byte[] bytes(String text) {
    try {
      return text.startsWith(DEFLATED)
          ? inflated(Base64.getDecoder().decode(text.substring(1)))
          : Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException | DataFormatException e) {
      // Somebody else's metadata: nothing beyond is known to be done.
      return new byte[0];
    }
  }

  /** How many bytes it came to; 0 when they are more than there is room for. */
  private static int deflate(byte[] bits, int length, byte[] into) {
    Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
    try {
      deflater.setInput(bits, 0, length);
      deflater.finish();
      int size = deflater.deflate(into);
      return deflater.finished() ? size : 0;
    } finally {
      deflater.end();
    }
  }

  private static byte[] inflated(byte[] deflated) throws DataFormatException {
    Inflater inflater = new Inflater(true);
    try {
      inflater.setInput(deflated);
      byte[] bits = new byte[MOST_BYTES];
      int size = inflater.inflate(bits);
      // Whole words only, whatever the text was.
      return Arrays.copyOf(bits, size / Long.BYTES * Long.BYTES);
    } finally {
      inflater.end();
    }
  }

  private static String encoded(byte[] bytes, int length) {
    return Base64.getEncoder().withoutPadding().encodeToString(Arrays.copyOf(bytes, length));
  }
}
