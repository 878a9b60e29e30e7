package io.hooklane.dispatcher.lane;

import java.time.Duration;

/**
 * What lanes go by.
 *
 * @param limits bounds on room
 * @param firstInFlight attempts under way to an endpoint that nothing is known about, at most
 * @param failures in a row that open a lane's breaker
 * @param open how long a breaker stays open
 * @param throttled how long an endpoint is left alone that has too much to do
 * @param longestRest how long what comes for an endpoint that is down rests at most
 * @param quick an answer that takes no longer proves its endpoint to be quick
 * @param remembered idle lanes that are remembered
 */
record LaneRules(
    LaneLimits limits,
    int firstInFlight,
    int failures,
    BackOff open,
    BackOff throttled,
    Duration longestRest,
    Duration quick,
    int remembered) {

  private static final Duration SHORTEST_DIVERSION = Duration.ofSeconds(1);
  private static final Duration SHORTEST_LONGEST_REST = Duration.ofSeconds(30);

  LaneRules {
    if (firstInFlight < 1 || firstInFlight > limits.inFlight()) {
      throw new IllegalArgumentException(
          "hooklane.lane.first-in-flight must be 1 to hooklane.lane.in-flight, "
              + limits.inFlight()
              + ", not "
              + firstInFlight);
    }
    if (failures < 1) {
      throw new IllegalArgumentException(
          "hooklane.lane.breaker.failures must be 1 or more, not " + failures);
    }
    if (longestRest.compareTo(SHORTEST_LONGEST_REST) < 0) {
      throw new IllegalArgumentException(
          "hooklane.lane.longest-rest must be 30 s or more, not " + longestRest);
    }
    if (!quick.isPositive()) {
      throw new IllegalArgumentException("hooklane.lane.quick must be more than 0, not " + quick);
    }
    if (remembered < 0) {
      throw new IllegalArgumentException(
          "hooklane.lane.remembered must be 0 or more, not " + remembered);
    }
  }

  /**
   * What is configured.
   *
   * @throws IllegalArgumentException when it cannot be; the message names the key
   */
  static LaneRules of(LaneConfig config) {
    for (Duration diversion : config.diversions()) {
      if (diversion.compareTo(SHORTEST_DIVERSION) < 0) {
        throw new IllegalArgumentException(
            "hooklane.lane.diversions must be a second or more each, not " + diversion);
      }
    }
    return new LaneRules(
        new LaneLimits(
            config.inFlight(),
            config.queued(),
            config.totalInFlight(),
            config.totalHeld(),
            config.totalBytes()),
        config.firstInFlight(),
        config.breaker().failures(),
        pauses("breaker", config.breaker().firstPause(), config.breaker().longestPause()),
        pauses("throttled", config.throttled().firstPause(), config.throttled().longestPause()),
        config.longestRest(),
        config.quick(),
        config.remembered());
  }

  private static BackOff pauses(String of, Duration first, Duration longest) {
    try {
      return new BackOff(first, longest);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("hooklane.lane." + of + ": " + e.getMessage(), e);
    }
  }

  /** What one of several equal sets of lanes goes by, which share the bytes. */
  LaneRules dividedBy(int parts) {
    return new LaneRules(
        limits.dividedBy(parts),
        firstInFlight,
        failures,
        open,
        throttled,
        longestRest,
        quick,
        remembered / parts);
  }
}
