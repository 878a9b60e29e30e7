package io.hooklane.deliverylog.statistics;

import io.hooklane.deliverylog.database.Database;
import io.hooklane.deliverylog.database.Query;
import io.hooklane.deliverylog.tally.Count;
import io.hooklane.deliverylog.tally.Folding;
import io.hooklane.deliverylog.tally.Rollup;
import io.hooklane.management.ValidationException;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** What the rollups add up to. May block. */
@Singleton
class StatisticsLog {

  /** Of one answer: some hundred milliseconds of work, some ten megabytes. */
  private static final int MOST_ROLLUPS = 200_000;

  private static final int MOST_ROWS = 5_000;

  private static final String COUNTS =
      Arrays.stream(Count.values()).map(Count::column).collect(Collectors.joining(", "));

  private static final String SUMS =
      Arrays.stream(Count.values())
          .map(count -> "sum(%1$s)::bigint AS %1$s".formatted(count.column()))
          .collect(Collectors.joining(", "));

  private final Database database;
  private final Folding folding;

  StatisticsLog(Database database, Folding folding) {
    this.database = database;
    this.folding = folding;
  }

  /**
   * What was counted in one hour or day.
   *
   * @param group the application, endpoint or type; empty when they are not told apart
   */
  record Row(Instant begins, String group, Rollup rollup) {}

  private record Summed(Row row, long rollups) {}

  /** What was counted in all of this time; hours and days without anything are left out. */
  Rollup total(Selection selection, TimeRange range) {
    Rollup total = new Rollup();
    rows(selection, range, Grouping.NOTHING).forEach(row -> total.add(row.rollup()));
    return total;
  }

  /**
   * By time, then group; hours and days without anything are left out.
   *
   * @throws ValidationException when that is too much for one answer
   */
  List<Row> rows(Selection selection, TimeRange range, Grouping grouping) {
    folding.upToDate();
    Query query =
        new Query(
            "SELECT begins, slice, count(*) AS rollups, "
                + SUMS
                + ", string_agg(latency, '') AS latency FROM (SELECT begins, "
                + grouping.column()
                + " AS slice, latency, "
                + COUNTS
                + " FROM rollups WHERE environment_id = ? AND span = ? AND begins >= ?"
                + " AND begins < ?",
            selection.environment().value(),
            range.span().code(),
            range.since(),
            range.until());
    if (selection.application() != null) {
      query.and("application_id = ?", selection.application().value());
    }
    if (selection.endpoint() != null) {
      query.and("endpoint_id = ?", selection.endpoint().value());
    }
    if (!selection.eventTypes().isEmpty()) {
      Object types = selection.eventTypes().toArray(String[]::new);
      query.and("event_type = ANY (?)", types);
    }
    query.then(
        "LIMIT %d) r GROUP BY begins, slice ORDER BY begins, slice LIMIT %d"
            .formatted(MOST_ROLLUPS + 1, MOST_ROWS + 1));
    List<Summed> answer = database.all(query, StatisticsLog::read);
    if (answer.size() > MOST_ROWS
        || answer.stream().mapToLong(Summed::rollups).sum() > MOST_ROLLUPS) {
      throw ValidationException.query(
          "since",
          "Too much for one answer; ask for a shorter time, by the day, or for one application,"
              + " endpoint or event type");
    }
    return answer.stream().map(Summed::row).toList();
  }

  private static Summed read(ResultSet row) throws SQLException {
    Rollup rollup = new Rollup();
    for (Count count : Count.values()) {
      rollup.add(count, row.getLong(count.column()));
    }
    rollup.addLatency(row.getBytes("latency"));
    return new Summed(
        new Row(Database.moment(row, "begins"), row.getString("slice"), rollup),
        row.getLong("rollups"));
  }
}
