package io.hooklane.deliverylog.database;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A SELECT that is put together piece by piece; values are parameters, never part of its text. */
public final class Query {

  private final StringBuilder sql;
  private final List<Object> parameters = new ArrayList<>();

  /**
   * Begins with {@code SELECT … FROM … WHERE …}: one condition at least, so that more can follow.
   */
  public Query(String select, Object... values) {
    this.sql = new StringBuilder(select);
    this.parameters.addAll(Arrays.asList(values));
  }

  /** A further table, before the first condition. */
  public Query with(String join, Object... values) {
    sql.append(' ').append(join);
    parameters.addAll(Arrays.asList(values));
    return this;
  }

  /** The same, as a query of its own. */
  public Query with(Query join) {
    return with(join.text(), join.parameters().toArray());
  }

  /** A further condition. */
  public Query and(String condition, Object... values) {
    sql.append(" AND ").append(condition);
    parameters.addAll(Arrays.asList(values));
    return this;
  }

  /** A further condition, unless there is no value for it. */
  public Query andIfPresent(String condition, @Nullable Object value) {
    return value == null ? this : and(condition, value);
  }

  /** That a column has one of these values; no condition when there are none. */
  public Query andOneOf(String column, List<String> values) {
    return switch (values.size()) {
      case 0 -> this;
      // Said as one: an index that begins with it then has its further columns' order.
      case 1 -> and(column + " = ?", values.getFirst());
      default -> and(column + " = ANY (?)", (Object) values.toArray(String[]::new));
    };
  }

  /** All of it between two pieces of text, as a table of another query. */
  public Query within(String before, String after) {
    sql.insert(0, before).append(after);
    return this;
  }

  /** What comes after the conditions: order and limit. */
  public Query then(String clause) {
    sql.append(' ').append(clause);
    return this;
  }

  /** Adds its text and the values of its parameters to those of another. */
  public void appendTo(StringBuilder text, List<Object> values) {
    text.append(sql);
    values.addAll(parameters);
  }

  /** The UTC day of a moment, by which the tables are partitioned. */
  public static LocalDate dayOf(Instant moment) {
    return moment.atOffset(ZoneOffset.UTC).toLocalDate();
  }

  String text() {
    return sql.toString();
  }

  List<Object> parameters() {
    return parameters;
  }
}
