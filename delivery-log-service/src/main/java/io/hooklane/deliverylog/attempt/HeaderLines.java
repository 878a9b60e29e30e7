package io.hooklane.deliverylog.attempt;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Recorded headers as the API shows them: values by name, names in lower case. */
final class HeaderLines {

  private static final String ID = "webhook-id";
  private static final String TIMESTAMP = "webhook-timestamp";
  private static final String SIGNATURE = "webhook-signature";
  private static final String SVIX_SIGNATURE = "svix-signature";
  private static final List<String> MASKED = List.of("***");

  private HeaderLines() {}

  /** Those of a response; null when there are none recorded. */
  static @Nullable Map<String, List<String>> ofResponse(@Nullable String lines) {
    if (lines == null) {
      return null;
    }
    Map<String, List<String>> headers = new LinkedHashMap<>();
    lines
        .lines()
        .forEach(
            line -> {
              int colon = line.indexOf(':', 1);
              if (colon > 0) {
                headers
                    .computeIfAbsent(name(line, colon), first -> new ArrayList<>(1))
                    .add(line.substring(colon + 1).strip());
              }
            });
    return headers;
  }

  /**
   * Those of a request, with what a report leaves out: see {@code DeliveryReport.Attempt}. Null
   * when there are none recorded.
   */
  static @Nullable Map<String, List<String>> ofRequest(@Nullable String lines, String message) {
    if (lines == null) {
      return null;
    }
    Map<String, List<String>> headers = new LinkedHashMap<>();
    headers.put(ID, List.of(message));
    lines
        .lines()
        .forEach(
            line -> {
              int colon = line.indexOf(':', 1);
              if (colon > 0) {
                // Hooklane's own come first, and none is sent twice.
                headers.putIfAbsent(name(line, colon), List.of(line.substring(colon + 1).strip()));
              }
            });
    List<String> timestamp = headers.get(TIMESTAMP);
    if (timestamp != null) {
      headers.put(SIGNATURE, MASKED);
      if (headers.containsKey(SVIX_SIGNATURE)) {
        headers.put("svix-id", List.of(message));
        headers.put("svix-timestamp", timestamp);
      }
    }
    headers.putIfAbsent("content-type", List.of("application/json"));
    return headers;
  }

  private static String name(String line, int colon) {
    return line.substring(0, colon).toLowerCase(Locale.ROOT);
  }
}
