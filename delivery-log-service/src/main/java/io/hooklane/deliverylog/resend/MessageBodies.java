package io.hooklane.deliverylog.resend;

import io.hooklane.contracts.configuration.Configuration.Application;
import io.hooklane.contracts.id.EndpointId;
import io.hooklane.contracts.id.MessageId;
import io.hooklane.deliverylog.database.Database;
import io.hooklane.deliverylog.database.Query;
import io.hooklane.deliverylog.message.MessageOut;
import io.hooklane.deliverylog.payload.StoredPayload;
import jakarta.inject.Singleton;
import java.util.Objects;
import java.util.Optional;

/** What is sent of a message. May block. */
@Singleton
class MessageBodies {

  private final Database database;

  MessageBodies(Database database) {
    this.database = database;
  }

  /** The message as it is to be sent to this endpoint; empty when its content was expunged. */
  Optional<Resend> find(Application application, MessageOut message, EndpointId endpoint) {
    Query query =
        new Query(
                "SELECT m.id, m.accepted_at, m.event_type, m.content_type, "
                    + StoredPayload.COLUMNS
                    + ", COALESCE((SELECT d.attempts FROM deliveries d WHERE d.environment_id = ?"
                    + " AND d.day = ? AND d.message_id = m.id AND d.endpoint_id = ?), 0) AS attempts"
                    + " FROM messages m WHERE m.environment_id = ? AND m.day = ? AND m.id = ?",
                application.environment().value(),
                Query.dayOf(message.timestamp()),
                endpoint.value(),
                application.environment().value(),
                Query.dayOf(message.timestamp()),
                message.id())
            .and("m.stored_payload IS NOT NULL");
    return database.first(
        query,
        row ->
            new Resend(
                new MessageId(row.getString("id")),
                Database.moment(row, "accepted_at"),
                row.getString("event_type"),
                row.getString("content_type"),
                row.getInt("attempts"),
                Objects.requireNonNull(StoredPayload.read(row))));
  }
}
