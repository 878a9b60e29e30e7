package io.hooklane.deliverylog.search;

import io.hooklane.deliverylog.database.Query;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Text of a statement that grows, with the values of its parameters in order. */
final class SearchSql {

  private final StringBuilder text = new StringBuilder();
  private final List<Object> values = new ArrayList<>();

  SearchSql add(String more, Object... itsValues) {
    text.append(more);
    values.addAll(List.of(itsValues));
    return this;
  }

  SearchSql add(Query query) {
    query.appendTo(text, values);
    return this;
  }

  SearchSql addIfPresent(String more, @Nullable Object value) {
    return value == null ? this : add(more, value);
  }

  Query toQuery() {
    return new Query(text.toString(), values.toArray());
  }
}
