package io.hooklane.dispatcher.delay;

import java.time.Duration;

/** Tells what need not come back yet. */
@FunctionalInterface
public interface Rests {

  /**
   * For how long a delivery rests once more that is about to come back; zero when it may come.
   * Asked by one thread.
   *
   * @param key the record's, which is the endpoint's id
   * @param now nanoseconds of the monotonic clock
   */
  Duration rest(byte[] key, long now);
}
