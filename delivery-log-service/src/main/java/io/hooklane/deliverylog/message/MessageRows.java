package io.hooklane.deliverylog.message;

import io.hooklane.deliverylog.database.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads messages out of answers that hold their columns, named {@code m_…}. */
public final class MessageRows {

  private static final String COLUMNS =
      "m.id AS m_id, m.event_id AS m_event_id, m.event_type AS m_event_type,"
          + " m.channels AS m_channels, m.accepted_at AS m_accepted_at, m.test AS m_test, ";

  private MessageRows() {}

  /** The columns to select from {@code messages AS m}; bodies are read only when asked for. */
  public static String columns(boolean withContent) {
    return COLUMNS + (withContent ? "m.payload" : "NULL::bytea") + " AS m_payload";
  }

  /** The message of this row. */
  public static MessageOut read(ResultSet row) throws SQLException {
    byte @Nullable [] payload = row.getBytes("m_payload");
    String[] channels = (String[]) row.getArray("m_channels").getArray();
    return new MessageOut(
        row.getString("m_id"),
        row.getString("m_event_id"),
        row.getString("m_event_type"),
        payload == null ? Payload.LEFT_OUT : Payload.asJson(payload),
        channels.length == 0 ? null : List.of(channels),
        Database.moment(row, "m_accepted_at"),
        row.getBoolean("m_test"));
  }
}
