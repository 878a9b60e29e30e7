package io.hooklane.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import java.net.http.HttpHeaders;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A request as the receiver got it.
 *
 * @param headers by name in lower case
 * @param at when its head had come
 */
record Received(String method, String path, Map<String, String> headers, byte[] body, Instant at) {

  /** The header {@code webhook-id}. */
  String webhookId() {
    return header("webhook-id");
  }

  /** The header {@code webhook-timestamp}. */
  Instant signedAt() {
    return Instant.ofEpochSecond(Long.parseLong(header("webhook-timestamp")));
  }

  /** Ends the test when the header is not there. */
  String header(String name) {
    String value = headers.get(name);
    if (value == null) {
      throw new AssertionError("No header " + name + " in " + headers);
    }
    return value;
  }

  /** The same, had this header had this value. */
  Received with(String name, String value) {
    Map<String, String> changed = new HashMap<>(headers);
    changed.put(name, value);
    return new Received(method, path, changed, body, at);
  }

  /** The body as text. */
  String text() {
    return new String(body, UTF_8);
  }

  /** Ends the test when the official Standard Webhooks library does not verify it. */
  void verify(String secret) {
    Map<String, List<String>> multi =
        headers.entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, e -> List.of(e.getValue())));
    try {
      new Webhook(secret).verify(text(), HttpHeaders.of(multi, (name, value) -> true));
    } catch (WebhookVerificationException e) {
      throw new AssertionError("Not signed as Standard Webhooks says: " + headers, e);
    }
  }
}
