package io.hooklane.subscription.attribute;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/** Retry schedules that have a name. */
public enum RetryPreset {
  /** What an endpoint without a schedule gets: about 28 hours in seven retries. */
  DEFAULT("default", List.of("PT5S", "PT5M", "PT30M", "PT2H", "PT5H", "PT10H", "PT10H")),
  /** Every five minutes for a day. */
  EVERY_5_MINUTES("every-5-minutes", Collections.nCopies(288, "PT5M")),
  /** Growing waits, 24 hours in all. */
  ONE_DAY(
      "one-day", List.of("PT10S", "PT1M", "PT4M50S", "PT24M", "PT1H30M", "PT4H", "PT8H", "PT10H")),
  /** Growing waits, 72 hours in all. */
  THREE_DAYS(
      "three-days",
      List.of(
          "PT10S", "PT1M", "PT4M50S", "PT24M", "PT1H30M", "PT4H", "PT8H", "PT10H", "PT24H",
          "PT24H"));

  private final String wireName;
  private final List<Duration> delays;

  RetryPreset(String wireName, List<String> delays) {
    this.wireName = wireName;
    this.delays = delays.stream().map(Duration::parse).toList();
  }

  /** The name that callers give. */
  public String wireName() {
    return wireName;
  }

  /** The waits, in their order. */
  public List<Duration> delays() {
    return delays;
  }

  /**
   * The preset of this name.
   *
   * @throws IllegalArgumentException when there is none
   */
  public static RetryPreset named(String name) {
    return Arrays.stream(values())
        .filter(preset -> preset.wireName.equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "A preset is one of "
                        + Arrays.stream(values())
                            .map(RetryPreset::wireName)
                            .collect(Collectors.joining(", "))));
  }
}
