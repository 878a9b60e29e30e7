package io.hooklane.deliverylog.unrouted;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code unrouted_messages} and {@code unrouted_sweeps}, on one connection that commits by itself
 * unless it is in a transaction. Not for several threads.
 */
final class SweepTables {

  /** Any number that nothing else in this database locks. */
  private static final long LOCK = 0x686f6f6b6c616e68L;

  private static final String DAY_END = "((s.day + 1)::timestamp AT TIME ZONE 'UTC')";

  /**
   * Its commit does not wait for the disk: what a crash takes is swept again, and PostgreSQL loses
   * commits in their order. It goes by indexes whatever the statistics say, which know nothing of a
   * day that has just begun, nor of what was recorded since they were taken.
   */
  private static final String TRANSACTION =
      "SET LOCAL synchronous_commit TO off; SET LOCAL enable_seqscan TO off";

  /** Or all that is still to be swept would be read and sorted, for each part of it. */
  private static final String IN_INDEX_ORDER =
      "SET LOCAL enable_sort TO off; SET LOCAL enable_bitmapscan TO off";

  private static final String IN_ANY_ORDER =
      "SET LOCAL enable_sort TO DEFAULT; SET LOCAL enable_bitmapscan TO DEFAULT";

  /** In the order in which recorders lock them. */
  private static final String ANNOUNCE =
      """
      WITH behind AS (
          SELECT s.environment_id, s.day, LEAST(?, %1$s) AS until FROM unrouted_sweeps s
          WHERE s.swept_until < LEAST(?, %1$s)
          ORDER BY s.day, s.environment_id FOR UPDATE)
      UPDATE unrouted_sweeps s SET sweeping_until = GREATEST(s.sweeping_until, b.until)
      FROM behind b WHERE b.environment_id = s.environment_id AND b.day = s.day
      RETURNING s.environment_id, s.day
      """
          .formatted(DAY_END);

  private static final String HOLD =
      "SELECT swept_until, sweeping_until FROM unrouted_sweeps"
          + " WHERE environment_id = ? AND day = ? FOR UPDATE";

  private static final String MOMENT =
      "SELECT accepted_at FROM messages WHERE environment_id = ? AND day = ?"
          + " AND accepted_at %s ? AND accepted_at < ? ORDER BY accepted_at OFFSET ? LIMIT 1";

  /**
   * Whether the message has a delivery, by the index on both ids, one message after the other: a
   * join ({@code EXISTS} is one) reads the whole day for each part when it expects little of it.
   */
  private static final String DELIVERY =
      """
      (SELECT d.message_id FROM deliveries d
          WHERE d.environment_id = ? AND d.day = ? AND d.message_id = %s
          ORDER BY d.endpoint_id LIMIT 1)
      """;

  /** In the order in which recorders write them, too. */
  private static final String INSERT =
      """
      INSERT INTO unrouted_messages (
          day, environment_id, application_id, message_id, accepted_at, unsure)
      SELECT m.day, m.environment_id, m.application_id, m.id, m.accepted_at, false
      FROM messages m
      WHERE m.environment_id = ? AND m.day = ? AND m.accepted_at >= ? AND m.accepted_at < ?
          AND %s IS NULL
      ORDER BY m.id
      ON CONFLICT DO NOTHING
      """
          .formatted(DELIVERY.formatted("m.id"));

  private static final String ADVANCE =
      "UPDATE unrouted_sweeps SET swept_until = ? WHERE environment_id = ? AND day = ?";

  private static final String SWEPT =
      "SELECT s.environment_id, s.day FROM unrouted_sweeps s WHERE s.swept_until >= "
          + DAY_END
          + " ORDER BY s.day DESC, s.environment_id";

  private static final String LOCK_UNSURE =
      "SELECT message_id FROM unrouted_messages WHERE environment_id = ? AND day = ? AND unsure"
          + " ORDER BY message_id LIMIT ? FOR UPDATE";

  private static final String DELETE_DELIVERED =
      """
      DELETE FROM unrouted_messages u
      WHERE u.environment_id = ? AND u.day = ? AND u.message_id = ANY (?)
          AND %s IS NOT NULL
      """
          .formatted(DELIVERY.formatted("u.message_id"));

  /** Those of a day that have rows and no statistics. */
  private static final String UNKNOWN =
      """
      SELECT part.oid::regclass::text FROM pg_inherits i
          JOIN pg_class part ON part.oid = i.inhrelid JOIN pg_class whole ON whole.oid = i.inhparent
      WHERE i.inhparent IN ('messages'::regclass, 'message_keys'::regclass,
              'deliveries'::regclass, 'attempts'::regclass)
          AND part.relname
              = whole.relname || '_' || substr(?, 5) || '_' || to_char(?::date, 'YYYYMMDD')
          AND part.reltuples <= 0 AND pg_relation_size(part.oid) > 0
      """;

  private static final String MAKE_SURE =
      "UPDATE unrouted_messages SET unsure = false"
          + " WHERE environment_id = ? AND day = ? AND message_id = ANY (?)";

  private final Connection connection;

  SweepTables(Connection connection) {
    this.connection = connection;
  }

  /** What an environment accepted on one UTC day. */
  record Day(String environment, LocalDate day) {}

  /**
   * A part of a day.
   *
   * @param from inclusive
   * @param until exclusive
   */
  record Span(Instant from, Instant until) {

    Span endingAt(Instant end) {
      return new Span(from, end);
    }
  }

  @FunctionalInterface
  interface Work {

    /** Whether there is more to do. */
    boolean run() throws SQLException;
  }

  @FunctionalInterface
  private interface Reader<T> {
    T read(ResultSet row) throws SQLException;
  }

  /** Whether this connection is the one that may sweep now; {@link #release} ends that. */
  boolean acquire() throws SQLException {
    return is("SELECT pg_try_advisory_lock(" + LOCK + ")");
  }

  void release() throws SQLException {
    is("SELECT pg_advisory_unlock(" + LOCK + ")");
  }

  boolean inTransaction(Work work) throws SQLException {
    connection.setAutoCommit(false);
    try {
      execute(TRANSACTION);
      boolean more = work.run();
      connection.commit();
      return more;
    } catch (SQLException | RuntimeException e) {
      connection.rollback();
      throw e;
    } finally {
      connection.setAutoCommit(true);
    }
  }

  /**
   * Says, to whoever records something from now on, how far each day is going to be swept; and
   * which days are not yet. Committed when this returns.
   */
  List<Day> announce(Instant until) throws SQLException {
    List<Day> behind = new ArrayList<>();
    inTransaction(() -> behind.addAll(all(SweepTables::day, ANNOUNCE, until, until)));
    return behind;
  }

  /** What {@link #hasPassed} asks about: all transactions that write at this moment. */
  String horizon() throws SQLException {
    return all(row -> row.getString(1), "SELECT pg_snapshot_xmax(pg_current_snapshot())::text")
        .getFirst();
  }

  /** Whether all transactions have ended that wrote then. */
  boolean hasPassed(String horizon) throws SQLException {
    return is("SELECT pg_snapshot_xmin(pg_current_snapshot()) >= ?::text::xid8", horizon);
  }

  /** Makes what sweeping this day needs; false, and the day is forgotten, when it was dropped. */
  boolean prepare(Day day) throws SQLException {
    return is("SELECT prepare_sweep(?, ?)", day.environment(), day.day());
  }

  /**
   * Has PostgreSQL look at what there is of a day that has just begun. It does so by itself within
   * minutes; until then it plans each question as if every column had two hundred values.
   */
  void analyze(Day day) throws SQLException {
    for (String table : all(row -> row.getString(1), UNKNOWN, day.environment(), day.day())) {
      execute("ANALYZE " + table);
    }
  }

  /**
   * What is to be swept of this day. Until the transaction ends nobody removes messages of a swept
   * time: what was removed before is seen from now on.
   */
  Optional<Span> hold(Day day) throws SQLException {
    return all(row -> new Span(moment(row, 1), moment(row, 2)), HOLD, day.environment(), day.day())
        .stream()
        .findFirst();
  }

  /** The end of about so many of the span's messages: all of the first moment's at least. */
  Instant momentBehind(Day day, Span span, int messages) throws SQLException {
    execute(IN_INDEX_ORDER);
    Instant end = moment(day, ">=", span, messages);
    Instant behind = end.isAfter(span.from()) ? end : moment(day, ">", span, 0);
    execute(IN_ANY_ORDER);
    return behind;
  }

  private Instant moment(Day day, String comparison, Span span, int offset) throws SQLException {
    return all(
            row -> moment(row, 1),
            MOMENT.formatted(comparison),
            day.environment(),
            day.day(),
            span.from(),
            span.until(),
            offset)
        .stream()
        .findFirst()
        .orElse(span.until());
  }

  void insertWithoutDelivery(Day day, Span span) throws SQLException {
    change(
        INSERT,
        day.environment(),
        day.day(),
        span.from(),
        span.until(),
        day.environment(),
        day.day());
  }

  void advance(Day day, Instant until) throws SQLException {
    change(ADVANCE, until, day.environment(), day.day());
  }

  /** Days that are swept to their end, newest first. */
  List<Day> sweptDays() throws SQLException {
    return all(SweepTables::day, SWEPT);
  }

  List<String> lockUnsure(Day day, int most) throws SQLException {
    return all(row -> row.getString(1), LOCK_UNSURE, day.environment(), day.day(), most);
  }

  void deleteDelivered(Day day, List<String> messages) throws SQLException {
    change(DELETE_DELIVERED, day.environment(), day.day(), messages, day.environment(), day.day());
  }

  void makeSure(Day day, List<String> messages) throws SQLException {
    change(MAKE_SURE, day.environment(), day.day(), messages);
  }

  private static Day day(ResultSet row) throws SQLException {
    return new Day(row.getString(1), row.getObject(2, LocalDate.class));
  }

  private static Instant moment(ResultSet row, int column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  private boolean is(String question, Object... values) throws SQLException {
    return all(row -> row.getBoolean(1), question, values).getFirst();
  }

  private <T> List<T> all(Reader<T> reader, String question, Object... values) throws SQLException {
    try (PreparedStatement statement = prepared(question, values);
        ResultSet answer = statement.executeQuery()) {
      List<T> rows = new ArrayList<>();
      while (answer.next()) {
        rows.add(reader.read(answer));
      }
      return rows;
    }
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private void change(String sql, Object... values) throws SQLException {
    try (PreparedStatement statement = prepared(sql, values)) {
      statement.executeUpdate();
    }
  }

  private PreparedStatement prepared(String sql, Object... values) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    for (int i = 0; i < values.length; i++) {
      switch (values[i]) {
        case Instant moment -> statement.setObject(i + 1, moment.atOffset(ZoneOffset.UTC));
        case List<?> texts ->
            statement.setArray(i + 1, connection.createArrayOf("text", texts.toArray()));
        default -> statement.setObject(i + 1, values[i]);
      }
    }
    return statement;
  }
}
