package io.hooklane.bench.receiver;

import java.nio.charset.StandardCharsets;

/**
 * What a request is answered.
 *
 * @param bytes all of it
 * @param delayMillis after which time; 0 for at once
 */
record Answer(byte[] bytes, int delayMillis) {

  private static final byte[] TAKEN = bytes("HTTP/1.1 204 No Content\r\n\r\n");

  static Answer of(int status, int retryAfterSeconds, int delayMillis) {
    if (status == 204) {
      return new Answer(TAKEN, delayMillis);
    }
    String retryAfter = retryAfterSeconds == 0 ? "" : "retry-after: " + retryAfterSeconds + "\r\n";
    return new Answer(
        bytes("HTTP/1.1 " + status + " As asked\r\n" + retryAfter + "content-length: 0\r\n\r\n"),
        delayMillis);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
