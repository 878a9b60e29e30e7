package io.hooklane.deliverylog.recording;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Binds rows to a statement column by column, an array each, in the order of its parameters. */
final class Columns<R> {

  private final Connection connection;
  private final PreparedStatement statement;
  private final List<R> rows;
  private int parameter;

  Columns(Connection connection, PreparedStatement statement, List<R> rows) {
    this.connection = connection;
    this.statement = statement;
    this.rows = rows;
  }

  /** PostgreSQL's text has no NUL: it becomes the replacement character. */
  Columns<R> text(Function<R, @Nullable String> column) throws SQLException {
    return bind("text", rows.stream().map(column).map(Columns::storable).toArray(String[]::new));
  }

  Columns<R> number(Function<R, @Nullable Number> column) throws SQLException {
    return bind(
        "bigint",
        rows.stream()
            .map(column)
            .map(number -> number == null ? null : number.longValue())
            .toArray(Long[]::new));
  }

  /** As milliseconds: the statement makes a time of them. */
  Columns<R> moment(Function<R, @Nullable Instant> column) throws SQLException {
    return number(
        row -> {
          Instant moment = column.apply(row);
          return moment == null ? null : moment.toEpochMilli();
        });
  }

  Columns<R> bytes(Function<R, byte[]> column) throws SQLException {
    return bind("bytea", rows.stream().map(column).toArray(byte[][]::new));
  }

  private Columns<R> bind(String type, Object[] values) throws SQLException {
    statement.setArray(++parameter, connection.createArrayOf(type, values));
    return this;
  }

  private static @Nullable String storable(@Nullable String text) {
    return text == null ? null : text.replace('\0', '\uFFFD');
  }
}
