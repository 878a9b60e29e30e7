package io.hooklane.bench;

import java.io.UncheckedIOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** How far the delivery log is behind, by its own metric. */
final class Recording {

  /** Longer than a batch takes: until it is written, the service knows of nothing new. */
  private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);

  private static final long LONGEST_NANOS = TimeUnit.MINUTES.toNanos(2);
  private static final double FEW = 100;

  private final Installation product;

  Recording(Installation product) {
    this.product = product;
  }

  /** Records that stand in the topics and are not read yet; NaN when it does not say. */
  double backlog() {
    try {
      return Metrics.sum(product.managementUrl("delivery-log"), "hooklane_recording_lag");
    } catch (UncheckedIOException | BenchException e) {
      return Double.NaN;
    }
  }

  /** Attempts that it has recorded since it started; NaN when it does not say. */
  double attempts() {
    try {
      return Metrics.sumOfLines(
          product.managementUrl("delivery-log"), "hooklane_recorded_rows_total{table=\"attempts\"");
    } catch (UncheckedIOException | BenchException e) {
      return Double.NaN;
    }
  }

  /**
   * Waits until what was delivered is recorded too, so that the next measure begins at rest.
   *
   * @throws BenchException when it is not after two minutes
   */
  void awaitCaughtUp() {
    long began = System.nanoTime();
    double rows = Double.NaN;
    while (true) {
      double before = rows;
      rows = rows();
      if (backlog() < FEW && rows == before) {
        return;
      }
      if (System.nanoTime() - began > LONGEST_NANOS) {
        throw new BenchException("The delivery log is not caught up after two minutes");
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }

  private double rows() {
    return Metrics.sum(product.managementUrl("delivery-log"), "hooklane_recorded_rows_total");
  }
}
