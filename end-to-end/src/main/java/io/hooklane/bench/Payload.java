package io.hooklane.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.Instant;
import java.util.Arrays;

/**
 * The payloads of a run: JSON of one size, each with the run, its number, and when it was to be
 * published.
 */
final class Payload {

  private static final int SMALLEST = 128;

  private final int run;
  private final byte[] padded;

  /**
   * @param size in bytes, at least 128
   */
  Payload(int run, int size) {
    if (size < SMALLEST) {
      throw new IllegalArgumentException("A payload has at least " + SMALLEST + " bytes");
    }
    this.run = run;
    this.padded = new byte[size];
    // Letters in turns: what is all the same would be compressed to nothing on the way.
    for (int i = 0; i < size; i++) {
      padded[i] = (byte) ('a' + (i * 7 + i / 26 * 11) % 26);
    }
    padded[size - 2] = '"';
    padded[size - 1] = '}';
  }

  /** The payload of one event. */
  byte[] of(long sequence, long micros) {
    byte[] bytes = Arrays.copyOf(padded, padded.length);
    byte[] head =
        ("{\"run\":" + run + ",\"seq\":" + sequence + ",\"at\":" + micros + ",\"pad\":\"")
            .getBytes(US_ASCII);
    System.arraycopy(head, 0, bytes, 0, head.length);
    return bytes;
  }

  /** Now, in microseconds since 1970. */
  static long nowMicros() {
    Instant now = Instant.now();
    return now.getEpochSecond() * 1_000_000 + now.getNano() / 1_000;
  }
}
