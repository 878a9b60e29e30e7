package io.hooklane.bench.receiver;

/**
 * Asks what a run has brought.
 *
 * @param histogram whether with the histogram of latencies
 */
public record TallyQuestion(int run, boolean histogram) {}
