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

  /** Wired by the container. */
  public MessageLog(Database database, RecordingProgress progress) {
    this.database = database;
    this.progress = progress;
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
        new Query(
                "SELECT "
                    + MessageRows.columns(withContent)
                    + " FROM messages m WHERE m.environment_id = ? AND m.application_id = ?",
                application.environment().value(),
                application.id().value())
            .andIfPresent("m.event_type = ANY (?)", filters.eventTypesOrNull())
            .andIfPresent("? = ANY (m.channels)", filters.channel())
            .andIfPresent("? = ANY (m.tags)", filters.tag());
    MessagePlaces.narrow(query, "m.accepted_at", "m.id", "m.day", page, filters);
    List<MessageOut> rows = database.all(query, MessageRows::read);
    return page.backwards() ? rows.reversed() : rows;
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
