package io.hooklane.dispatcher.endpoint;

import org.jspecify.annotations.Nullable;

/**
 * What an application's endpoints are throttled to: one object for all of them, so that a change
 * holds for each at once. Safe to share between threads.
 */
public final class ApplicationThrottle {

  private volatile int perSecond;

  ApplicationThrottle() {}

  /** Attempts per second to each endpoint without a rate of its own; 0 for any number. */
  public int perSecond() {
    return perSecond;
  }

  void perSecond(@Nullable Integer rate) {
    perSecond = rate == null ? 0 : rate;
  }
}
