package io.hooklane.management;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list.
 *
 * @param iterator asks for the page after this one; null when this is known to be the last
 * @param prevIterator asks for the page before this one; null on an empty page
 * @param done whether no more rows follow in the direction that was asked for
 */
public record ListResponse<T>(
    List<T> data,
    @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable String iterator,
    @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable String prevIterator,
    boolean done) {

  /**
   * The page that these rows make: fetch one row more than the limit, so that it shows whether more
   * follow.
   *
   * @param rows in the list's order, at most {@code limit + 1} of them
   * @param id what the iterator names a row by
   */
  public static <R, T> ListResponse<T> of(
      List<R> rows, PageRequest page, Function<R, String> id, Function<R, T> view) {
    boolean more = rows.size() > page.limit();
    List<R> kept;
    if (!more) {
      kept = rows;
    } else if (page.backwards()) {
      kept = rows.subList(rows.size() - page.limit(), rows.size());
    } else {
      kept = rows.subList(0, page.limit());
    }
    boolean last = !more && !page.backwards();
    return new ListResponse<>(
        kept.stream().map(view).toList(),
        last || kept.isEmpty() ? null : id.apply(kept.getLast()),
        kept.isEmpty() ? null : "-" + id.apply(kept.getFirst()),
        !more);
  }
}
