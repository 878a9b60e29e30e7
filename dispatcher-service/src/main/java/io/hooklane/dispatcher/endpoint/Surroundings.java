package io.hooklane.dispatcher.endpoint;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What all endpoints of an environment take from it: one object for all of them, so that a change
 * holds for each at once and nobody has to look it up. Safe to share between threads.
 */
public final class Surroundings {

  private volatile @Nullable List<Duration> retrySchedule;

  Surroundings() {}

  /** The waits of endpoints without some of their own; null for the standard ones. */
  public @Nullable List<Duration> retrySchedule() {
    return retrySchedule;
  }

  void retrySchedule(@Nullable List<Duration> waits) {
    retrySchedule = waits;
  }
}
