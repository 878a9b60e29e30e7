package io.hooklane.deliverylog.message;

import io.hooklane.deliverylog.database.Query;
import io.hooklane.deliverylog.listing.ListFilters;
import io.hooklane.management.PageRequest;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Narrows and orders a query by the messages' places: the newest first, the id breaks a tie. */
public final class MessagePlaces {

  private MessagePlaces() {}

  /**
   * Appends conditions, order and limit; a page backwards comes in the opposite order.
   *
   * @param time the column of the time of acceptance
   * @param id the column of the message's id
   * @param day the column that the table is partitioned by: what the page cannot touch is not read
   */
  public static void narrow(
      Query query, String time, String id, String day, PageRequest page, ListFilters filters) {
    Instant before = filters.before();
    Instant after = filters.after();
    query
        .andIfPresent(time + " < ?", before)
        .andIfPresent(day + " <= ?", before == null ? null : Query.dayOf(before))
        .andIfPresent(time + " >= ?", after)
        .andIfPresent(day + " >= ?", after == null ? null : Query.dayOf(after));
    place(page)
        .ifPresent(
            place -> {
              String than = page.backwards() ? ">" : "<";
              query
                  .and(
                      "(" + time + ", " + id + ") " + than + " (?, ?)",
                      place.acceptedAt(),
                      place.id())
                  .and(day + " " + than + "= ?", Query.dayOf(place.acceptedAt()));
            });
    String direction = page.backwards() ? "ASC" : "DESC";
    query.then(
        "ORDER BY %s %s, %s %s LIMIT %d"
            .formatted(time, direction, id, direction, page.limit() + 1));
  }

  private static Optional<MessagePlace> place(PageRequest page) {
    @Nullable String after = page.after();
    return after == null ? Optional.empty() : MessagePlace.parse(after);
  }
}
