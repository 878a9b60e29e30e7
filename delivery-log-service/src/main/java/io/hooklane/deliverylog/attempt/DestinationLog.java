package io.hooklane.deliverylog.attempt;

import io.hooklane.contracts.configuration.Configuration.Application;
import io.hooklane.contracts.configuration.Configuration.Endpoint;
import io.hooklane.contracts.id.EndpointId;
import io.hooklane.contracts.id.Ksuid;
import io.hooklane.deliverylog.database.Database;
import io.hooklane.deliverylog.database.Query;
import io.hooklane.deliverylog.directory.DirectoryLookup;
import io.hooklane.deliverylog.listing.ListFilters;
import io.hooklane.deliverylog.message.Beginnings;
import io.hooklane.deliverylog.message.Beginnings.Beginning;
import io.hooklane.deliverylog.message.MessagePlaces;
import io.hooklane.deliverylog.message.MessageRows;
import io.hooklane.deliverylog.recording.RecordedState;
import io.hooklane.deliverylog.recording.RecordingProgress;
import io.hooklane.management.PageRequest;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where messages went or are to go: the recorded deliveries. May block. */
@Singleton
class DestinationLog {

  /** Stands for the URL of an endpoint that is gone and was never tried. */
  private static final String NO_URL = "about:blank";

  private static final String COLUMNS = "SELECT d.state, d.next_attempt_at, d.failure, d.reason, ";

  /**
   * One by one, as the fence has it: PostgreSQL takes the three columns for independent, expects
   * next to no rows, and would read all messages to find them.
   */
  private static final String MESSAGES =
      " JOIN LATERAL (SELECT m.* FROM messages m WHERE m.environment_id = ? AND m.day = d.day"
          + " AND m.id = d.message_id OFFSET 0) m ON TRUE";

  private final Database database;
  private final DirectoryLookup directory;
  private final RecordingProgress progress;
  private final Beginnings beginnings;

  DestinationLog(
      Database database,
      DirectoryLookup directory,
      RecordingProgress progress,
      Beginnings beginnings) {
    this.beginnings = beginnings;
    this.database = database;
    this.directory = directory;
    this.progress = progress;
  }

  /**
   * The endpoints of one message, latest first, one row more than the page's limit where more
   * follow; what is on its way when the question comes is waited for, bounded.
   */
  List<MessageEndpointOut> ofMessage(Application application, String message, PageRequest page) {
    progress.awaitRecorded();
    // A message that was accepted on two days has two deliveries to an endpoint: the later counts.
    Query query =
        new Query(
                "SELECT DISTINCT ON (d.endpoint_id) d.endpoint_id, d.state, d.next_attempt_at,"
                    + " d.failure, d.reason,"
                    + " (SELECT a.url FROM attempts a WHERE a.message_id = d.message_id"
                    + " AND a.environment_id = d.environment_id"
                    + " AND a.endpoint_id = d.endpoint_id ORDER BY a.id DESC LIMIT 1) AS url"
                    + " FROM deliveries d WHERE d.message_id = ? AND d.environment_id = ?"
                    + " AND d.application_id = ?",
                message,
                application.environment().value(),
                application.id().value())
            .andIfPresent(
                page.backwards() ? "d.endpoint_id > ?" : "d.endpoint_id < ?", page.after())
            .then(
                "ORDER BY d.endpoint_id %s, d.day DESC LIMIT %d"
                    .formatted(page.backwards() ? "ASC" : "DESC", page.limit() + 1));
    List<MessageEndpointOut> rows = database.all(query, row -> destination(application, row));
    return page.backwards() ? rows.reversed() : rows;
  }

  /** The messages to one endpoint, newest first; one row more than the limit where more follow. */
  List<EndpointMessageOut> toEndpoint(
      Application application,
      EndpointId endpoint,
      PageRequest page,
      ListFilters filters,
      Optional<MessageStatus> status,
      boolean withContent) {
    Optional<Beginning> beginning = beginning(application, filters, status);
    Query query =
        beginning
            .map(at -> at(at, application, endpoint, filters, withContent))
            .orElseGet(() -> allTo(application, endpoint, withContent))
            .andOneOf("d.event_type", filters.eventTypes())
            .andIfPresent("? = ANY (m.channels)", filters.channel())
            .andIfPresent("? = ANY (m.tags)", filters.tag());
    status.ifPresent(wanted -> query.and(wanted.condition("d")));
    if (beginning.isPresent()) {
      MessagePlaces.narrow(query, "r.accepted_at", "r.id", "r.day", page, filters);
    } else {
      MessagePlaces.narrow(query, "d.accepted_at", "d.message_id", "d.day", page, filters);
    }
    List<EndpointMessageOut> rows = database.all(query, DestinationLog::message);
    return page.backwards() ? rows.reversed() : rows;
  }

  /** What the list begins at, if that is not the endpoint. */
  private Optional<Beginning> beginning(
      Application application, ListFilters filters, Optional<MessageStatus> status) {
    boolean ofMost = status.isEmpty() || status.get() == MessageStatus.SUCCESS;
    if (ofMost && filters.name() != null && beginnings.namesAreIndexed(application.environment())) {
      // However many there are: they come in the list's order.
      return Optional.of(Beginning.NAMES);
    }
    return beginnings.few(application.environment(), application.id(), filters);
  }

  /** The endpoint is the application's; to say so twice would mislead PostgreSQL. */
  private static Query allTo(Application application, EndpointId endpoint, boolean withContent) {
    return new Query(
        COLUMNS
            + MessageRows.columns(withContent)
            + " FROM deliveries d"
            + MESSAGES
            + " WHERE d.endpoint_id = ? AND d.environment_id = ?",
        application.environment().value(),
        endpoint.value(),
        application.environment().value());
  }

  private static Query at(
      Beginning beginning,
      Application application,
      EndpointId endpoint,
      ListFilters filters,
      boolean withContent) {
    String select = COLUMNS + MessageRows.columns(withContent);
    return Beginnings.at(beginning, select, application, filters)
        .with(
            "JOIN LATERAL (SELECT d.* FROM deliveries d WHERE d.environment_id = ?"
                + " AND d.day = r.day AND d.message_id = r.id AND d.endpoint_id = ? OFFSET 0) d"
                + " ON TRUE"
                + MESSAGES
                + " WHERE TRUE",
            application.environment().value(),
            endpoint.value(),
            application.environment().value());
  }

  private static EndpointMessageOut message(ResultSet row) throws SQLException {
    MessageStatus status = MessageStatus.of(RecordedState.ofCode(row.getInt("state")));
    return new EndpointMessageOut(
        MessageRows.read(row),
        Database.optionalMoment(row, "next_attempt_at"),
        status.number(),
        status.text(),
        row.getString("failure"),
        row.getString("reason"));
  }

  private MessageEndpointOut destination(Application application, ResultSet row)
      throws SQLException {
    String id = row.getString("endpoint_id");
    Endpoint endpoint = directory.present(application.id(), id).orElse(null);
    MessageStatus status = MessageStatus.of(RecordedState.ofCode(row.getInt("state")));
    Instant createdAt = Ksuid.time(id.substring(EndpointId.PREFIX.length()));
    @Nullable List<String> eventTypes =
        endpoint == null ? null : nullIfEmpty(endpoint.eventTypes());
    @Nullable Integer throttleRate = endpoint == null ? null : endpoint.throttleRate();
    return new MessageEndpointOut(
        id,
        endpoint == null ? null : endpoint.uid(),
        url(endpoint, row.getString("url")),
        "",
        endpoint == null || endpoint.disabled(),
        eventTypes,
        eventTypes,
        endpoint == null ? null : nullIfEmpty(endpoint.channels()),
        throttleRate,
        throttleRate,
        1,
        createdAt,
        createdAt,
        Database.optionalMoment(row, "next_attempt_at"),
        status.number(),
        status.text(),
        row.getString("failure"),
        row.getString("reason"));
  }

  private static String url(@Nullable Endpoint endpoint, @Nullable String tried) {
    if (endpoint != null) {
      return endpoint.url();
    }
    return tried == null ? NO_URL : tried;
  }

  private static @Nullable List<String> nullIfEmpty(List<String> names) {
    return names.isEmpty() ? null : names;
  }
}
