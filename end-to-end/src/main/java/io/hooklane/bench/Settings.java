package io.hooklane.bench;

import java.nio.file.Path;

/**
 * How the benchmark is run.
 *
 * @param home the source tree
 * @param seconds how long each measured window is
 * @param pairs how often product and bare loop are measured in turns
 * @param outstanding deliveries that may be published and not received at full speed
 * @param endpoints how many the largest workload has
 * @param deliveries how many the filled log has
 */
record Settings(
    Path home, int seconds, int pairs, int outstanding, int endpoints, long deliveries) {

  /** Seconds of load before a window begins. */
  int settling() {
    return Math.max(2, seconds / 4);
  }

  /**
   * Seconds of full load before anything is measured. Five Java processes that share two cores are
   * compiling for that long, more of the time than they work.
   */
  int warmUp() {
    return Math.max(120, 4 * seconds);
  }
}
