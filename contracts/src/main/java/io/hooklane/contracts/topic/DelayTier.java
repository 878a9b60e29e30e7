package io.hooklane.contracts.topic;

import java.time.Duration;
import java.util.Optional;

/** A topic whose records wait a fixed time. Any delay is composed of hops through these. */
public enum DelayTier {
  ONE_SECOND("1s", Duration.ofSeconds(1)),
  FIVE_SECONDS("5s", Duration.ofSeconds(5)),
  THIRTY_SECONDS("30s", Duration.ofSeconds(30)),
  TWO_MINUTES("2m", Duration.ofMinutes(2)),
  TEN_MINUTES("10m", Duration.ofMinutes(10)),
  ONE_HOUR("1h", Duration.ofHours(1)),
  SIX_HOURS("6h", Duration.ofHours(6));

  private static final Duration MOST_TOLERANCE = Duration.ofMillis(200);

  private final Topic topic;
  private final Duration wait;

  DelayTier(String suffix, Duration wait) {
    this.wait = wait;
    this.topic =
        new Topic(
            "hooklane.delay." + suffix, wait.plus(Duration.ofDays(7)), Topic.Width.DELAY, true);
  }

  public Topic topic() {
    return topic;
  }

  /** How long a record waits here, from the moment on at which it was written. */
  public Duration delay() {
    return wait;
  }

  /**
   * The longest tier that does not overshoot, or by so little that it is no matter: what is due in
   * five seconds is no more when it is written, and would else take a hop through the tier of one
   * second for each. Empty when even the shortest would overshoot.
   */
  public static Optional<DelayTier> largestWithin(Duration remaining) {
    DelayTier[] tiers = values();
    for (int i = tiers.length - 1; i >= 0; i--) {
      if (tiers[i].wait.minus(tiers[i].tolerance()).compareTo(remaining) <= 0) {
        return Optional.of(tiers[i]);
      }
    }
    return Optional.empty();
  }

  /** A twenty-fifth of its wait, and 200 ms at most. */
  Duration tolerance() {
    Duration part = wait.dividedBy(25);
    return part.compareTo(MOST_TOLERANCE) < 0 ? part : MOST_TOLERANCE;
  }
}
