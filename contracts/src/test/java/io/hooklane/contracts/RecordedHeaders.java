package io.hooklane.contracts;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Headers in memory, as lines of text that golden samples can be read and compared by. */
public final class RecordedHeaders implements HeaderSink, HeaderSource {

  private final Map<String, byte[]> headers = new LinkedHashMap<>();

  /** Reads {@code name: value} lines. */
  public static RecordedHeaders ofText(String lines) {
    RecordedHeaders headers = new RecordedHeaders();
    lines
        .lines()
        .forEach(
            line -> {
              int colon = line.indexOf(": ");
              headers.add(line.substring(0, colon), unescaped(line.substring(colon + 2)));
            });
    return headers;
  }

  /** The same headers without one. */
  public RecordedHeaders without(String name) {
    headers.remove(name);
    return this;
  }

  /** The same headers with one replaced. */
  public RecordedHeaders with(String name, String value) {
    headers.put(name, value.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  /** {@code name: value} lines, in the order of writing. */
  public String asText() {
    return headers.entrySet().stream()
        .map(header -> header.getKey() + ": " + escaped(header.getValue()))
        .collect(Collectors.joining("\n", "", "\n"));
  }

  @Override
  public void add(String name, byte[] value) {
    if (headers.put(name, value) != null) {
      throw new IllegalStateException("A header stands once: " + name);
    }
  }

  @Override
  public byte @Nullable [] bytes(String name) {
    return headers.get(name);
  }

  /** Every byte that is no printable character as {@code \\xNN}. */
  private static String escaped(byte[] value) {
    StringBuilder text = new StringBuilder();
    for (byte each : value) {
      if (each >= ' ' && each <= '~') {
        text.append((char) each);
      } else {
        text.append(String.format("\\x%02X", each));
      }
    }
    return text.toString();
  }

  private static byte[] unescaped(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = 0; i < text.length(); i++) {
      if (text.startsWith("\\x", i)) {
        bytes.write(Integer.parseInt(text.substring(i + 2, i + 4), 16));
        i += 3;
      } else if (text.startsWith("\\n", i)) {
        bytes.write('\n');
        i++;
      } else {
        bytes.write(text.charAt(i));
      }
    }
    return bytes.toByteArray();
  }
}
