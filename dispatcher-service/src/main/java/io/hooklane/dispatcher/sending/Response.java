package io.hooklane.dispatcher.sending;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a receiver answered.
 *
 * @param headers {@code name: value} lines separated by line feeds
 * @param body its first bytes, as they came
 * @param retryAfter how long from now on it asks to be left alone, more than zero and bounded; only
 *     with 429, 502, 503 and 504; null when it does not say
 * @param wish what else it asks for
 */
public record Response(
    int status, String headers, byte[] body, @Nullable Duration retryAfter, Wish wish) {

  /** Whether it has too much to do: 429, 502, 503 or 504. */
  public boolean asksForPatience() {
    return RetryAfter.asksForPatience(status);
  }

  /** Whether the receiver took the delivery. */
  boolean good() {
    return status >= 200 && status <= 299;
  }
}
