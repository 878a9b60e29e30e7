package io.hooklane.deliverylog.searchkey;

import io.hooklane.contracts.id.EnvironmentId;
import io.hooklane.contracts.id.MessageId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;

/** What is recorded of messages' search keys. */
public final class SearchKeys {

  private static final String DELETE =
      """
      DELETE FROM message_keys
      WHERE environment_id = ? AND day = ? AND accepted_at = ? AND message_id = ?
          AND application_key IS NULL
      """;

  private SearchKeys() {}

  /**
   * Deletes those of one message, so that its payload's values are neither kept nor found; in the
   * caller's transaction. Channels and tags stay.
   *
   * @param acceptedAt of the message's row
   */
  public static void delete(
      Connection connection, EnvironmentId environment, MessageId message, Instant acceptedAt)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(DELETE)) {
      statement.setString(1, environment.value());
      statement.setObject(2, acceptedAt.atOffset(ZoneOffset.UTC).toLocalDate());
      statement.setObject(3, acceptedAt.atOffset(ZoneOffset.UTC));
      statement.setString(4, message.value());
      statement.executeUpdate();
    }
  }
}
