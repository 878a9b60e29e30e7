package io.hooklane.dispatcher.sending;

/**
 * What a receiver answered.
 *
 * @param headers {@code name: value} lines separated by line feeds
 * @param body its first bytes, as they came
 */
public record Response(int status, String headers, byte[] body) {

  /** Whether the receiver took the delivery. */
  boolean good() {
    return status >= 200 && status <= 299;
  }
}
