package io.hooklane.deliverylog.search;

import io.hooklane.deliverylog.database.Query;
import io.hooklane.deliverylog.listing.QueryParameters;
import io.hooklane.management.ValidationException;
import java.time.Duration;
import java.time.Instant;

/**
 * When the messages were accepted.
 *
 * @param since inclusive
 * @param until exclusive
 */
record UndeliveredWindow(Instant since, Instant until) {

  private static final Duration USUAL = Duration.ofDays(1);
  private static final Duration LONGEST = Duration.ofDays(31);

  /**
   * Reads {@code since} and {@code until}: the last day if neither is given.
   *
   * @throws ValidationException when one cannot be read, or they are the wrong way round or too far
   *     apart
   */
  static UndeliveredWindow of(QueryParameters parameters, Instant now) {
    Instant until = parameters.moment("until");
    Instant end = until == null ? now : until;
    Instant since = parameters.moment("since");
    Instant begin = since == null ? end.minus(USUAL) : since;
    if (!begin.isBefore(end)) {
      throw ValidationException.query("since", "Not before until");
    }
    if (Duration.between(begin, end).compareTo(LONGEST) > 0) {
      throw ValidationException.query(
          "since", "More than " + LONGEST.toDays() + " days before until; ask for less at once");
    }
    return new UndeliveredWindow(begin, end);
  }

  /** That a row's message was accepted in it, and on which days so that no other is read. */
  Query addTo(Query query, String alias) {
    return query
        .and(alias + ".accepted_at >= ?", since)
        .and(alias + ".accepted_at < ?", until)
        .and(alias + ".day >= ?", Query.dayOf(since))
        .and(alias + ".day <= ?", Query.dayOf(until));
  }
}
