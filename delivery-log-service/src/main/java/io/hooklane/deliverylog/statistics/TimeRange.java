package io.hooklane.deliverylog.statistics;

import io.hooklane.deliverylog.listing.QueryParameters;
import io.hooklane.deliverylog.tally.Span;
import io.hooklane.management.ValidationException;
import java.time.Duration;
import java.time.Instant;

/**
 * The whole hours or days that are asked for.
 *
 * @param since inclusive
 * @param until exclusive
 */
record TimeRange(Instant since, Instant until, Span span) {

  /** Databases and ids reach no further. */
  private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");

  private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

  /**
   * What {@code since} and {@code until} name, widened to whole hours or days: until now, and as
   * long as usual, where they say nothing.
   *
   * @throws ValidationException when one cannot be read, or what they name is empty or too long
   */
  static TimeRange of(
      QueryParameters parameters, Span span, Duration usual, Duration longest, Instant now) {
    Instant until = bounded(parameters, "until", now);
    Instant since = bounded(parameters, "since", until.minus(usual));
    if (!since.isBefore(until)) {
      throw ValidationException.query("since", "It must be before until");
    }
    TimeRange range = new TimeRange(span.beginOf(since), span.firstFrom(until), span);
    if (Duration.between(since, until).compareTo(longest) > 0) {
      throw ValidationException.query(
          "since",
          "At most %d days in one answer%s; ask for less"
              .formatted(longest.toDays(), span == Span.HOUR ? " by the hour" : ""));
    }
    return range;
  }

  private static Instant bounded(QueryParameters parameters, String name, Instant otherwise) {
    Instant given = parameters.moment(name);
    if (given == null) {
      return otherwise;
    }
    if (given.isBefore(EARLIEST) || given.isAfter(LATEST)) {
      throw ValidationException.query(name, "A moment between 2000 and 2200");
    }
    return given;
  }
}
