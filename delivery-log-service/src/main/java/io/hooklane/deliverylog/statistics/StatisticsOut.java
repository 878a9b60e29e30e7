package io.hooklane.deliverylog.statistics;

import io.hooklane.deliverylog.statistics.EndpointStatsOut.DeliveriesOut;
import io.hooklane.deliverylog.statistics.StatisticsLog.Row;
import io.hooklane.deliverylog.tally.Count;
import io.hooklane.deliverylog.tally.LatencyHistogram;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Statistics over time.
 *
 * @param since inclusive: what was asked for, widened to whole hours or days
 * @param until exclusive
 * @param bucket {@code hour} or {@code day}
 * @param data by time, then group; without those in which nothing happened
 */
public record StatisticsOut(Instant since, Instant until, String bucket, List<BucketOut> data) {

  /**
   * One hour or day, of one group if they are told apart.
   *
   * @param deliveries of messages that were accepted then, as they stand now
   * @param successfulRetries of these, those that succeeded after their first attempt
   * @param attempts that began then
   * @param latencyMs how long those attempts took; null when there were none
   */
  public record BucketOut(
      Instant begins,
      @Nullable String applicationId,
      @Nullable String endpointId,
      @Nullable String eventType,
      DeliveriesOut deliveries,
      long successfulRetries,
      long attempts,
      long failedAttempts,
      @Nullable LatencyOut latencyMs) {

    private static BucketOut of(Row row, Grouping grouping) {
      return new BucketOut(
          row.begins(),
          grouping == Grouping.APPLICATION ? row.group() : null,
          grouping == Grouping.ENDPOINT ? row.group() : null,
          grouping == Grouping.EVENT_TYPE ? row.group() : null,
          DeliveriesOut.of(row.rollup()),
          Math.max(0, row.rollup().count(Count.RETRIED)),
          row.rollup().count(Count.ATTEMPTS),
          row.rollup().count(Count.FAILED_ATTEMPTS),
          LatencyOut.of(row.rollup().latency()));
    }
  }

  /** What half, 95 and 99 of 100 attempts did not exceed, to 19 %, in milliseconds. */
  public record LatencyOut(long p50, long p95, long p99) {

    private static @Nullable LatencyOut of(LatencyHistogram histogram) {
      Long half = histogram.percentile(0.5);
      Long most = histogram.percentile(0.95);
      Long nearlyAll = histogram.percentile(0.99);
      return half == null || most == null || nearlyAll == null
          ? null
          : new LatencyOut(half, most, nearlyAll);
    }
  }

  static StatisticsOut of(TimeRange range, Grouping grouping, List<Row> rows) {
    return new StatisticsOut(
        range.since(),
        range.until(),
        range.span().name().toLowerCase(Locale.ROOT),
        rows.stream().map(row -> BucketOut.of(row, grouping)).toList());
  }
}
