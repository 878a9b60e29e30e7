package io.hooklane.deliverylog.recording;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps {@code unrouted_messages} right where something is recorded of a time that was swept
 * already, or is being swept: which is seldom. Statements of a caller's transaction, after those
 * that wrote its rows. In this order, either they see how far the sweep wants to go, or the sweep
 * waits for this transaction before it looks.
 */
final class UnroutedRows {

  private static final String SWEEPING =
      "SELECT sweeping_until FROM unrouted_sweeps WHERE environment_id = ? AND day = ?::date";

  /** One that found its row counts where that stands at another time than it tells. */
  private static final String ADD =
      """
      INSERT INTO %s (day, environment_id, application_id, message_id, accepted_at, unsure)
      SELECT m.day, m.environment_id, m.application_id, m.id, m.accepted_at, true
      FROM unnest(?, ?, ?) AS u (id, accepted_at, again) JOIN %s m ON m.id = u.id
      WHERE (u.again = 1 OR m.accepted_at <> to_timestamp(u.accepted_at / 1000.0))
          AND NOT EXISTS (SELECT FROM %s d WHERE d.message_id = m.id)
      ORDER BY m.id
      ON CONFLICT (message_id) DO UPDATE SET application_id = EXCLUDED.application_id,
          accepted_at = EXCLUDED.accepted_at, unsure = true
      """;

  /** No sweep of the day meanwhile: what it inserts would not be seen, nor would it see this. */
  private static final String HOLD_SWEEP = SWEEPING + " FOR SHARE";

  private static final String LOCK =
      "SELECT message_id FROM %s WHERE message_id = ANY (?) ORDER BY message_id FOR UPDATE";

  private static final String DELETE = "DELETE FROM %s WHERE message_id = ANY (?)";

  private UnroutedRows() {}

  /**
   * Adds those of a swept time, and those that were accepted more than once: of these a delivery
   * may bear either time.
   *
   * @param fresh those whose rows are new
   * @param known those that found a row of theirs
   */
  static void addLate(
      Connection connection,
      Partition partition,
      List<RecordedMessage> fresh,
      List<RecordedMessage> known)
      throws SQLException {
    List<RecordedMessage> candidates = new ArrayList<>(known);
    if (!fresh.isEmpty()) {
      Instant sweeping = sweepingUntil(connection, partition, SWEEPING);
      fresh.stream()
          .filter(row -> row.again() || isBefore(row.message().acceptedAt(), sweeping))
          .map(RecordedMessage::asOneAgain)
          .forEach(candidates::add);
    }
    if (!candidates.isEmpty()) {
      candidates.sort(Comparator.comparing(row -> row.message().id().value()));
      add(connection, partition, candidates);
    }
  }

  private static void add(
      Connection connection, Partition partition, List<RecordedMessage> candidates)
      throws SQLException {
    String sql =
        ADD.formatted(
            partition.quoted("unrouted_messages"),
            partition.quoted("messages"),
            partition.quoted("deliveries"));
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      new Columns<>(connection, statement, candidates)
          .text(row -> row.message().id().value())
          .moment(row -> row.message().acceptedAt())
          .number(row -> row.again() ? 1 : 0);
      statement.executeUpdate();
    }
  }

  /** Removes messages of a swept time whose first delivery this transaction wrote. */
  static void removeLate(Connection connection, Set<Partition> partitions, Written written)
      throws SQLException {
    List<RecordedDelivery> fresh =
        written.deliveries().stream()
            .filter(change -> change.before() == null)
            .map(DeliveryChange::row)
            .toList();
    if (fresh.isEmpty()) {
      return;
    }
    for (Partition partition : partitions) {
      Instant sweeping = sweepingUntil(connection, partition, SWEEPING);
      List<String> late =
          fresh.stream()
              .map(RecordedDelivery::subject)
              .filter(subject -> isBefore(subject.acceptedAt(), sweeping))
              .filter(subject -> partition.holds(subject.environment(), subject.acceptedAt()))
              .map(subject -> subject.message().value())
              .distinct()
              .sorted(Comparator.naturalOrder())
              .toList();
      if (!late.isEmpty()) {
        remove(connection, partition, late);
      }
    }
  }

  private static void remove(Connection connection, Partition partition, List<String> messages)
      throws SQLException {
    sweepingUntil(connection, partition, HOLD_SWEEP);
    String table = partition.quoted("unrouted_messages");
    List<String> found = new ArrayList<>();
    try (PreparedStatement lock = connection.prepareStatement(LOCK.formatted(table))) {
      new Columns<>(connection, lock, messages).text(id -> id);
      try (ResultSet rows = lock.executeQuery()) {
        while (rows.next()) {
          found.add(rows.getString(1));
        }
      }
    }
    if (!found.isEmpty()) {
      try (PreparedStatement delete = connection.prepareStatement(DELETE.formatted(table))) {
        new Columns<>(connection, delete, found).text(id -> id);
        delete.executeUpdate();
      }
    }
  }

  /** How far the sweep is, or wants to go; null where nothing is swept. */
  private static @Nullable Instant sweepingUntil(
      Connection connection, Partition partition, String question) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(question)) {
      statement.setString(1, partition.environment().value());
      statement.setString(2, partition.day().toString());
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? row.getObject(1, OffsetDateTime.class).toInstant() : null;
      }
    }
  }

  private static boolean isBefore(Instant acceptedAt, @Nullable Instant sweeping) {
    return sweeping != null && acceptedAt.isBefore(sweeping);
  }
}
