package io.hooklane.bench;

import io.hooklane.bench.receiver.Tally;

/**
 * What became of all that a run published, the time before its window included.
 *
 * @param expected deliveries
 * @param lost deliveries that did not come
 * @param invented deliveries that came again as another message
 * @param inversions requests that came before an earlier one of their ordered lane was taken
 */
record Outcome(
    long expected, long delivered, long duplicates, long lost, long invented, long inversions) {

  static Outcome of(long expected, Tally tally) {
    return new Outcome(
        expected,
        tally.delivered(),
        tally.duplicates(),
        expected - tally.delivered(),
        tally.invented(),
        tally.inversions());
  }

  /** Both together. */
  Outcome plus(Outcome other) {
    return new Outcome(
        expected + other.expected,
        delivered + other.delivered,
        duplicates + other.duplicates,
        lost + other.lost,
        invented + other.invented,
        inversions + other.inversions);
  }
}
