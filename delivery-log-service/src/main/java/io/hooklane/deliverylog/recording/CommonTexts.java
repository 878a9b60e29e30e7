package io.hooklane.deliverylog.recording;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Texts that come with one record after another: each is one object as long as it is among the
 * latest, so that what is gathered takes less memory and its hash is found once. Bounded. Not for
 * several threads.
 */
final class CommonTexts {

  /** A power of two; two texts that meet in one place take turns. */
  private static final int PLACES = 8_192;

  /** Longer ones are rare and would make the bound one of number only. */
  private static final int LONGEST = 128;

  private final @Nullable Common[] places = new Common[PLACES];

  private record Common(byte[] utf8, String text) {}

  /** The text that these bytes are. They may not be changed afterwards. */
  String of(byte[] utf8) {
    if (utf8.length > LONGEST) {
      return new String(utf8, StandardCharsets.UTF_8);
    }
    int hash = Arrays.hashCode(utf8);
    int place = (hash ^ hash >>> 16) & PLACES - 1;
    Common common = places[place];
    if (common == null || !Arrays.equals(common.utf8, utf8)) {
      common = new Common(utf8, new String(utf8, StandardCharsets.UTF_8));
      places[place] = common;
    }
    return common.text;
  }
}
