package io.hooklane.deliverylog.recording;

import io.hooklane.deliverylog.tally.Count;
import io.hooklane.deliverylog.tally.Tally;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * Keeps what a transaction adds to statistics and endpoints' health: one row, however many it
 * changed. A statement of a caller's transaction.
 */
final class Tallying {

  private Tallying() {}

  static void write(Connection connection, Written written) throws SQLException {
    Tally tally = of(written);
    if (tally.isEmpty()) {
      return;
    }
    try (PreparedStatement statement =
        connection.prepareStatement("INSERT INTO tallies (content) VALUES (?)")) {
      statement.setBytes(1, tally.packed());
      statement.executeUpdate();
    }
  }

  static Tally of(Written written) {
    Tally tally = new Tally();
    for (DeliveryChange change : written.deliveries()) {
      tally.delivery(
          change.row().subject(),
          change.before() == null ? null : countOf(change.before()),
          countOf(change.after()),
          change.row().attempts() > 1);
    }
    written.attempts().forEach(row -> tally.attempt(row.attempt()));
    return tally;
  }

  private static Count countOf(RecordedState state) {
    return switch (state) {
      case PENDING, RESENDING -> Count.PENDING;
      case SUCCESS -> Count.SUCCESS;
      case FAILED, RESEND_FAILED -> Count.FAILED;
      case CANCELED -> Count.CANCELED;
    };
  }
}
