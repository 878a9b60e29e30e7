package io.hooklane.deliverylog.message;

import io.hooklane.deliverylog.database.Database;
import io.hooklane.deliverylog.payload.Payload;
import io.hooklane.deliverylog.payload.StoredPayload;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads messages out of answers that hold their columns. */
public final class MessageRows {

  private static final String COLUMNS =
      "m.id AS m_id, m.event_id AS m_event_id, m.event_type AS m_event_type,"
          + " m.channels AS m_channels, m.tags AS m_tags, m.accepted_at AS m_accepted_at,"
          + " m.test AS m_test, ";

  private static final String WITH_CONTENT = "true AS m_with_content, " + StoredPayload.COLUMNS;
  private static final String WITHOUT_CONTENT = "false AS m_with_content";

  /** What is shown of a message whose payload was expunged. */
  private static final String EXPUNGED = "{\"expired\":true}";

  private MessageRows() {}

  /** The columns to select from {@code messages AS m}; bodies are read only when asked for. */
  public static String columns(boolean withContent) {
    return COLUMNS + (withContent ? WITH_CONTENT : WITHOUT_CONTENT);
  }

  /** The message of this row. */
  public static MessageOut read(ResultSet row) throws SQLException {
    return new MessageOut(
        row.getString("m_id"),
        row.getString("m_event_id"),
        row.getString("m_event_type"),
        row.getBoolean("m_with_content") ? content(row) : Payload.LEFT_OUT,
        names(row, "m_channels"),
        names(row, "m_tags"),
        Database.moment(row, "m_accepted_at"),
        row.getBoolean("m_test"));
  }

  private static String content(ResultSet row) throws SQLException {
    byte[] payload = StoredPayload.read(row);
    return payload == null ? EXPUNGED : Payload.asJson(payload);
  }

  private static @Nullable List<String> names(ResultSet row, String column) throws SQLException {
    String[] names = (String[]) row.getArray(column).getArray();
    return names.length == 0 ? null : List.of(names);
  }
}
