package io.hooklane.deliverylog.statistics;

import io.hooklane.deliverylog.tally.Count;
import io.hooklane.deliverylog.tally.Rollup;

/**
 * How many deliveries to an endpoint stand how.
 *
 * @param sending always 0: an attempt under way is pending until it is told of
 */
public record EndpointStatsOut(long success, long pending, long sending, long fail, long canceled) {

  static EndpointStatsOut of(Rollup rollup) {
    DeliveriesOut deliveries = DeliveriesOut.of(rollup);
    return new EndpointStatsOut(
        deliveries.success(), deliveries.pending(), 0, deliveries.fail(), deliveries.canceled());
  }

  /** How many deliveries stand how. */
  public record DeliveriesOut(long success, long pending, long fail, long canceled) {

    static DeliveriesOut of(Rollup rollup) {
      return new DeliveriesOut(
          number(rollup, Count.SUCCESS),
          number(rollup, Count.PENDING),
          number(rollup, Count.FAILED),
          number(rollup, Count.CANCELED));
    }

    /**
     * An event accepted twice on a day may have been counted in one hour and taken from another.
     */
    private static long number(Rollup rollup, Count count) {
      return Math.max(0, rollup.count(count));
    }
  }
}
