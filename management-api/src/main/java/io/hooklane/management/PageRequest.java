package io.hooklane.management;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which page of a list is asked for.
 *
 * @param limit how many rows at most, 1–250
 * @param after the row that the page begins after, or ends before when {@code backwards}; null for
 *     the list's beginning
 * @param backwards whether the page before that row is asked for
 */
public record PageRequest(int limit, @Nullable String after, boolean backwards) {

  private static final int DEFAULT_LIMIT = 50;
  private static final int LARGEST_LIMIT = 250;

  /**
   * Reads the query parameters {@code limit} and {@code iterator}.
   *
   * @param isIterator whether a text can name a row of this list
   * @throws ValidationException when the limit is out of bounds or the iterator is none
   */
  public static PageRequest of(
      @Nullable Integer limit, @Nullable String iterator, Predicate<String> isIterator) {
    int rows = limit == null ? DEFAULT_LIMIT : limit;
    if (rows < 1 || rows > LARGEST_LIMIT) {
      throw ValidationException.query("limit", "Ask for 1 to " + LARGEST_LIMIT + " rows");
    }
    if (iterator == null || iterator.isEmpty()) {
      return new PageRequest(rows, null, false);
    }
    boolean backwards = iterator.startsWith("-");
    String row = backwards ? iterator.substring(1) : iterator;
    if (!isIterator.test(row)) {
      throw ValidationException.query(
          "iterator", "Not an iterator of this list; take it from the page before");
    }
    return new PageRequest(rows, row, backwards);
  }
}
