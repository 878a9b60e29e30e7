package io.hooklane.subscription.attribute;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Texts by name that the caller keeps with a thing; they mean nothing to Hooklane.
 *
 * @throws IllegalArgumentException when names and values together are over 4,096 bytes of UTF-8
 */
public record Metadata(Map<String, String> texts) {

  /** No texts. */
  public static final Metadata NONE = new Metadata(Map.of());

  /** Bytes that names and values have together at most. */
  public static final int MOST_BYTES = 4_096;

  public Metadata {
    // Map.copyOf would lose the caller's order.
    texts = Collections.unmodifiableMap(new LinkedHashMap<>(texts));
    int bytes =
        texts.entrySet().stream().mapToInt(e -> bytes(e.getKey()) + bytes(e.getValue())).sum();
    if (bytes > MOST_BYTES) {
      throw new IllegalArgumentException(
          "Names and values together may have " + MOST_BYTES + " bytes, not " + bytes);
    }
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
