package io.hooklane.contracts.delivery;

import io.hooklane.contracts.UnreadableRecordException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long the steps of an attempt took, one after another, to the millisecond. A step that was not
 * needed, such as connecting when a connection was there, not reached or not done is null.
 *
 * @param dns to resolve the host's name
 * @param connect to connect, through a proxy where there is one
 * @param tls to agree on encryption
 * @param firstByte from the request's first byte to the response's head
 */
public record Timings(
    @Nullable Duration dns,
    @Nullable Duration connect,
    @Nullable Duration tls,
    @Nullable Duration firstByte) {

  /** Nothing is known. */
  public static final Timings UNKNOWN = new Timings(null, null, null, null);

  private static final int STEPS = 4;

  /** On topics and in tables: milliseconds with commas between them, nothing for a null. */
  public String text() {
    return milliseconds(dns)
        + ','
        + milliseconds(connect)
        + ','
        + milliseconds(tls)
        + ','
        + milliseconds(firstByte);
  }

  /**
   * Reads that text; none is {@link #UNKNOWN}.
   *
   * @throws UnreadableRecordException when it is not of that form
   */
  public static Timings ofText(@Nullable String text) {
    if (text == null) {
      return UNKNOWN;
    }
    String[] steps = text.split(",", -1);
    if (steps.length < STEPS) {
      throw new UnreadableRecordException("Timings are four numbers with commas, not " + text);
    }
    try {
      return new Timings(
          duration(steps[0]), duration(steps[1]), duration(steps[2]), duration(steps[3]));
    } catch (NumberFormatException e) {
      throw new UnreadableRecordException("Timings are numbers, not " + text, e);
    }
  }

  private static String milliseconds(@Nullable Duration step) {
    return step == null ? "" : Long.toString(step.toMillis());
  }

  private static @Nullable Duration duration(String milliseconds) {
    return milliseconds.isEmpty() ? null : Duration.ofMillis(Long.parseLong(milliseconds));
  }
}
