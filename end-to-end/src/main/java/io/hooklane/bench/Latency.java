package io.hooklane.bench;

import org.HdrHistogram.Histogram;

/**
 * Publish to receipt at a rate.
 *
 * @param perSecond events that were published
 */
record Latency(double perSecond, double p50Ms, double p99Ms, double maxMs, Outcome outcome) {

  static Latency of(double perSecond, Histogram micros, Outcome outcome) {
    return new Latency(
        perSecond,
        micros.getValueAtPercentile(50) / 1_000.0,
        micros.getValueAtPercentile(99) / 1_000.0,
        micros.getMaxValue() / 1_000.0,
        outcome);
  }
}
