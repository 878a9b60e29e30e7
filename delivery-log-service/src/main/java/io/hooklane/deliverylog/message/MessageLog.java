package io.hooklane.deliverylog.message;

import io.hooklane.contracts.configuration.Configuration.Application;
import io.hooklane.contracts.id.MessageId;
import io.hooklane.deliverylog.database.Database;
import io.hooklane.deliverylog.database.Query;
import io.hooklane.deliverylog.listing.ListFilters;
import io.hooklane.deliverylog.recording.RecordingProgress;
import io.hooklane.management.ApiException;
import io.hooklane.management.PageRequest;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** The recorded messages of an application. May block. */
@Singleton
public class MessageLog {

  private final Database database;
  private final RecordingProgress progress;
  private final Beginnings beginnings;

  /** Wired by the container. */
  public MessageLog(Database database, RecordingProgress progress, Beginnings beginnings) {
    this.database = database;
    this.progress = progress;
    this.beginnings = beginnings;
  }

  /**
   * The message of that id, or that was published with that event id; one that is still on its way
   * is waited for, bounded.
   *
   * @throws ApiException 404 when the application has none
   */
  public MessageOut get(Application application, String idOrEventId, boolean withContent) {
    return find(application, idOrEventId, withContent)
        .or(
            () -> {
              progress.awaitRecorded();
              return find(application, idOrEventId, withContent);
            })
        .orElseThrow(ApiException::notFound);
  }

  /** Newest first; one row more than the page's limit where more follow. */
  List<MessageOut> list(
      Application application, PageRequest page, ListFilters filters, boolean withContent) {
    Query query =
        filters.name() != null && beginnings.namesAreIndexed(application.environment())
            ? named(application, page, filters, withContent)
            : any(application, page, filters, withContent);
    List<MessageOut> rows = database.all(query, MessageRows::read);
    return page.backwards() ? rows.reversed() : rows;
  }

  private static Query any(
      Application application, PageRequest page, ListFilters filters, boolean withContent) {
    Query query =
        new Query(
            "SELECT "
                + MessageRows.columns(withContent)
                + " FROM messages m WHERE m.environment_id = ? AND m.application_id = ?",
            application.environment().value(),
            application.id().value());
    narrow(query, filters);
    MessagePlaces.narrow(query, "m.accepted_at", "m.id", "m.day", page, filters);
    return query;
  }

  /**
   * Begins at what a channel or a tag is found by, in order of time, and asks message by message.
   */
  private static Query named(
      Application application, PageRequest page, ListFilters filters, boolean withContent) {
    Query message =
        new Query(
            "SELECT m.* FROM messages m WHERE m.environment_id = ? AND m.day = r.day"
                + " AND m.id = r.id AND m.application_id = ?",
            application.environment().value(),
            application.id().value());
    narrow(message, filters);
    Query query =
        Beginnings.named(application.environment(), application.id(), filters)
            .within("SELECT " + MessageRows.columns(withContent) + " FROM (", ") r")
            .with(message.within("JOIN LATERAL (", " OFFSET 0) m ON TRUE WHERE TRUE"));
    MessagePlaces.narrow(query, "r.accepted_at", "r.id", "r.day", page, filters);
    return query;
  }

  private static void narrow(Query query, ListFilters filters) {
    query
        .andOneOf("m.event_type", filters.eventTypes())
        .andIfPresent("? = ANY (m.channels)", filters.channel())
        .andIfPresent("? = ANY (m.tags)", filters.tag());
  }

  /** The fence keeps PostgreSQL from reading an application's messages instead of an id's index. */
  private Optional<MessageOut> find(
      Application application, String idOrEventId, boolean withContent) {
    if (idOrEventId.indexOf('\0') >= 0) {
      return Optional.empty();
    }
    boolean isId = MessageId.isForm(idOrEventId);
    String which =
        isId
            ? "m.id = ?"
            : "hashtextextended(m.event_id, 0) = hashtextextended(?, 0) AND m.event_id = ?";
    Query query =
        new Query(
            "SELECT "
                + MessageRows.columns(withContent)
                + " FROM (SELECT m.* FROM messages m WHERE m.environment_id = ? AND "
                + which
                + " OFFSET 0) m WHERE m.application_id = ?",
            isId
                ? new Object[] {
                  application.environment().value(), idOrEventId, application.id().value()
                }
                : new Object[] {
                  application.environment().value(),
                  idOrEventId,
                  idOrEventId,
                  application.id().value()
                });
    return database.first(query.then("ORDER BY m.accepted_at LIMIT 1"), MessageRows::read);
  }
}
