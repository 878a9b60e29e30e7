package io.hooklane.subscription.endpoint;

import io.hooklane.subscription.sending.HeaderRules;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * An endpoint's headers as callers see them.
 *
 * @param headers with their values
 * @param sensitive without: the values are likely to be secrets
 */
@Schema(name = "EndpointHeadersOut")
record EndpointHeadersOut(
    @Schema(required = true) Map<String, String> headers,
    @Schema(required = true, uniqueItems = true) SortedSet<String> sensitive) {

  static EndpointHeadersOut of(EndpointHeaders headers) {
    SortedMap<String, String> shown = new TreeMap<>();
    SortedSet<String> hidden = new TreeSet<>();
    headers
        .values()
        .forEach(
            (name, value) -> {
              if (HeaderRules.isSensitive(name)) {
                hidden.add(name);
              } else {
                shown.put(name, value);
              }
            });
    return new EndpointHeadersOut(shown, hidden);
  }

  /** For the audit log: every header by its name only. */
  static EndpointHeadersOut masked(EndpointHeaders headers) {
    return new EndpointHeadersOut(Map.of(), new TreeSet<>(headers.values().keySet()));
  }
}
