package io.hooklane.subscription.attribute;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;

/**
 * How long to wait after each failed attempt before the next; when it is spent, the delivery fails.
 */
public sealed interface RetrySchedule {

  /** The waits after the first, the second … failed attempt. */
  List<Duration> delays();

  /** A schedule by name. */
  record Named(RetryPreset preset) implements RetrySchedule {

    @Override
    public List<Duration> delays() {
      return preset.delays();
    }
  }

  /**
   * A schedule of the caller's own, kept as it was written.
   *
   * @param texts ISO 8601 durations
   * @throws IllegalArgumentException when it has not 1–50 delays of 1 s to 1 day
   */
  record Own(List<String> texts) implements RetrySchedule {

    static final int MOST = 50;
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofDays(1);

    public Own {
      texts = List.copyOf(texts);
      if (texts.isEmpty() || texts.size() > MOST) {
        throw new IllegalArgumentException("Give 1 to " + MOST + " delays");
      }
      texts.forEach(Own::duration);
    }

    @Override
    public List<Duration> delays() {
      return texts.stream().map(Own::duration).toList();
    }

    private static Duration duration(String text) {
      Duration delay;
      try {
        delay = Duration.parse(text);
      } catch (DateTimeParseException e) {
        throw new IllegalArgumentException(
            "A delay is an ISO 8601 duration such as PT5M, not " + text, e);
      }
      if (delay.compareTo(SHORTEST) < 0 || delay.compareTo(LONGEST) > 0) {
        throw new IllegalArgumentException("A delay is from PT1S to PT24H, not " + text);
      }
      return delay;
    }
  }
}
