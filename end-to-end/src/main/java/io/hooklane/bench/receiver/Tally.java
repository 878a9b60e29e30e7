package io.hooklane.bench.receiver;

/**
 * What a run has brought so far.
 *
 * @param nanos the receiver's clock, for rates between two tallies
 * @param delivered deliveries taken, each counted once
 * @param duplicates deliveries that came again after they were taken
 * @param invented deliveries that came again as another message
 * @param refused requests that were failed on purpose
 * @param unanswered requests that were left hanging on purpose
 * @param inversions requests that came before an earlier one of their lane was taken
 * @param histogram of publish to receipt in microseconds, in HdrHistogram's own text; empty if not
 *     asked for
 */
public record Tally(
    long nanos,
    long delivered,
    long duplicates,
    long invented,
    long refused,
    long unanswered,
    long inversions,
    String histogram) {}
