package io.hooklane.deliverylog.task;

import io.hooklane.contracts.configuration.Configuration.Endpoint;
import io.hooklane.deliverylog.attempt.MessageStatus;
import io.hooklane.deliverylog.database.Query;
import io.hooklane.deliverylog.message.MessagePlace;
import io.hooklane.deliverylog.payload.StoredPayload;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which of one UTC day's messages a task sends: a day is a partition of each table, so that each
 * question reads one of each.
 */
final class Selection {

  private static final String COUNT = "count(*) AS messages";
  private static final String MESSAGE =
      "m.id, m.accepted_at, m.event_type, m.content_type, " + StoredPayload.SIZE + " AS bytes, ";

  /** Those whose content is still there. */
  private static final String OF_DELIVERIES =
      "SELECT %s FROM deliveries d JOIN messages m ON m.environment_id = d.environment_id"
          + " AND m.day = d.day AND m.id = d.message_id AND m.stored_payload IS NOT NULL"
          + " WHERE d.environment_id = ? AND d.day = ? AND d.endpoint_id = ?"
          + " AND d.application_id = ? AND d.accepted_at >= ? AND d.accepted_at < ?";

  private static final String OF_MESSAGES =
      "SELECT %s FROM messages m"
          + " WHERE m.environment_id = ? AND m.day = ? AND m.application_id = ?"
          + " AND m.accepted_at >= ? AND m.accepted_at < ? AND NOT m.test"
          + " AND m.stored_payload IS NOT NULL"
          + " AND NOT EXISTS (SELECT 1 FROM deliveries d WHERE d.environment_id = ? AND d.day = ?"
          + " AND d.message_id = m.id AND d.endpoint_id = ?)";

  private static final String NEVER_TAKEN =
      "d.state IN (%s, %s)".formatted(MessageStatus.FAIL.codes(), MessageStatus.CANCELED.codes());

  private static final String LATEST_STATUS =
      "(SELECT a.status_code FROM attempts a WHERE a.environment_id = d.environment_id"
          + " AND a.day = d.day AND a.message_id = d.message_id AND a.endpoint_id = d.endpoint_id"
          + " ORDER BY a.id DESC LIMIT 1) BETWEEN ? AND ?";

  private Selection() {}

  /** Asks how many they are. */
  static Query count(TaskOrder order, Endpoint endpoint, LocalDate day) {
    return of(COUNT, order, endpoint, day);
  }

  /** Asks for them, oldest first. */
  static Query page(
      TaskOrder order, Endpoint endpoint, LocalDate day, @Nullable MessagePlace after, int limit) {
    boolean ofMessages = order.kind() == TaskKind.REPLAY_MISSING;
    String place = ofMessages ? "m.accepted_at, m.id" : "d.accepted_at, d.message_id";
    Query query = of(MESSAGE + (ofMessages ? "0 AS attempts" : "d.attempts"), order, endpoint, day);
    if (after != null) {
      query.and("(" + place + ") > (?, ?)", after.acceptedAt(), after.id());
    }
    return query.then("ORDER BY " + place + " LIMIT " + limit);
  }

  private static Query of(String columns, TaskOrder order, Endpoint endpoint, LocalDate day) {
    return switch (order.kind()) {
      case RECOVER -> ofDeliveries(columns, order, day).and(NEVER_TAKEN);
      case BULK_REPLAY -> narrowed(ofDeliveries(columns, order, day), order.filter());
      case REPLAY_MISSING -> taken(ofMessages(columns, order, day), endpoint);
    };
  }

  private static Query ofDeliveries(String columns, TaskOrder order, LocalDate day) {
    return new Query(
        OF_DELIVERIES.formatted(columns),
        order.environment().value(),
        day,
        order.endpoint().value(),
        order.application().value(),
        order.since(),
        order.until());
  }

  private static Query ofMessages(String columns, TaskOrder order, LocalDate day) {
    return new Query(
        OF_MESSAGES.formatted(columns),
        order.environment().value(),
        day,
        order.application().value(),
        order.since(),
        order.until(),
        order.environment().value(),
        day,
        order.endpoint().value());
  }

  private static Query narrowed(Query query, BulkFilter filter) {
    List<String> eventTypes = filter.eventTypes();
    query
        .andIfPresent("? = ANY (m.channels)", filter.channel())
        .andIfPresent("? = ANY (m.tags)", filter.tag())
        .andIfPresent(
            "d.event_type = ANY (?)",
            eventTypes == null || eventTypes.isEmpty() ? null : texts(eventTypes));
    Integer status = filter.status();
    if (status != null) {
      query.and("d.state IN (" + MessageStatus.values()[status].codes() + ")");
    }
    Integer statusClass = filter.statusCodeClass();
    return statusClass == null ? query : query.and(LATEST_STATUS, statusClass, statusClass + 99);
  }

  /** As the resolver does it. */
  private static Query taken(Query query, Endpoint endpoint) {
    TypePatterns types = TypePatterns.parse(endpoint.eventTypes());
    if (!types.any()) {
      query.and(
          "(m.event_type = ANY (?) OR m.event_type ^@ ANY (?))",
          texts(types.names()),
          texts(types.prefixes()));
    }
    return query
        .andIfPresent(
            "m.channels && ?", endpoint.channels().isEmpty() ? null : texts(endpoint.channels()))
        .andIfPresent("m.accepted_at >= ?", endpoint.activeFrom());
  }

  private static String[] texts(List<String> texts) {
    return texts.toArray(String[]::new);
  }
}
