package io.hooklane.deliverylog.attempt;

import io.hooklane.contracts.configuration.Configuration.Application;
import io.hooklane.contracts.delivery.Timings;
import io.hooklane.contracts.id.AttemptId;
import io.hooklane.contracts.id.EndpointId;
import io.hooklane.contracts.id.EnvironmentId;
import io.hooklane.contracts.id.Ksuid;
import io.hooklane.deliverylog.database.Database;
import io.hooklane.deliverylog.database.Query;
import io.hooklane.deliverylog.message.Beginnings;
import io.hooklane.deliverylog.message.Beginnings.Beginning;
import io.hooklane.deliverylog.message.MessageRows;
import io.hooklane.deliverylog.recording.RecordingProgress;
import io.hooklane.management.ApiException;
import io.hooklane.management.PageRequest;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The recorded attempts. May block. */
@Singleton
public class AttemptLog {

  private static final String COLUMNS =
      "a.id, a.day, a.message_id, a.endpoint_id, a.url, a.duration_ms, a.status_code, a.failure,"
          + " a.failure_detail, a.manual, a.began_at, a.number, a.timings, ";

  /** What is shown of an attempt whose response was expunged. */
  private static final String CONTENT =
      "COALESCE(a.response, convert_to('EXPUNGED', 'UTF8')) AS response, a.request_headers,"
          + " a.response_headers";

  private static final String WITHOUT_CONTENT =
      "NULL::bytea AS response, NULL AS request_headers, NULL AS response_headers";

  /** Of each delivery. */
  private static final int LATEST = 10;

  private static final String FROM = " FROM attempts a";

  private final Database database;
  private final RecordingProgress progress;
  private final Beginnings beginnings;

  /** Wired by the container. */
  public AttemptLog(Database database, RecordingProgress progress, Beginnings beginnings) {
    this.beginnings = beginnings;
    this.database = database;
    this.progress = progress;
  }

  /**
   * One attempt; one that is still on its way is waited for, bounded.
   *
   * @throws ApiException 404 when that message has none of that id
   */
  MessageAttemptOut get(Application application, String message, String id) {
    if (!AttemptId.isForm(id)) {
      throw ApiException.notFound();
    }
    return find(application, message, id)
        .or(
            () -> {
              progress.awaitRecorded();
              return find(application, message, id);
            })
        .orElseThrow(ApiException::notFound);
  }

  /**
   * Waits in the same way for one attempt.
   *
   * @throws ApiException 404 when that message has none of that id
   */
  public void requirePresent(Application application, String message, String id) {
    get(application, message, id);
  }

  /** Those to one endpoint, newest first; one row more than the page's limit where more follow. */
  List<MessageAttemptOut> toEndpoint(
      Application application, EndpointId endpoint, PageRequest page, AttemptFilters filters) {
    Optional<Beginning> few =
        beginnings.few(application.environment(), application.id(), filters.common());
    if (few.isPresent()) {
      return list(ofFew(few.get(), application, endpoint, filters), page, filters);
    }
    // The endpoint is the application's. Saying so twice, PostgreSQL would take the two for
    // independent, expect next to no rows, and read all of the endpoint's to sort them.
    Query query =
        new Query(
            select(filters) + " WHERE a.endpoint_id = ? AND a.environment_id = ?",
            endpoint.value(),
            application.environment().value());
    return list(query, page, filters);
  }

  private static Query ofFew(
      Beginning beginning, Application application, EndpointId endpoint, AttemptFilters filters) {
    return Beginnings.at(beginning, columns(filters), application, filters.common())
        .with(
            "JOIN LATERAL (SELECT a.* FROM attempts a WHERE a.environment_id = ? AND a.day = r.day"
                + " AND a.message_id = r.id AND a.endpoint_id = ? OFFSET 0) a ON TRUE"
                + join(filters)
                + " WHERE TRUE",
            application.environment().value(),
            endpoint.value());
  }

  /**
   * Those of one message, in the same way; what is on its way when the question comes is waited
   * for, bounded.
   */
  List<MessageAttemptOut> ofMessage(
      Application application,
      String message,
      @Nullable EndpointId endpoint,
      PageRequest page,
      AttemptFilters filters) {
    progress.awaitRecorded();
    Query query =
        new Query(
                select(filters)
                    + " WHERE a.message_id = ? AND a.environment_id = ? AND a.application_id = ?",
                message,
                application.environment().value(),
                application.id().value())
            .andIfPresent("a.endpoint_id = ?", endpoint == null ? null : endpoint.value());
    return list(query, page, filters);
  }

  /**
   * Names a delivery.
   *
   * @param day the UTC day of the message's acceptance
   */
  public record DeliveryKey(LocalDate day, String message, String endpoint) {}

  /** The latest ten at most of each of these deliveries, newest first. */
  public Map<DeliveryKey, List<MessageAttemptOut>> latest(
      EnvironmentId environment, List<DeliveryKey> deliveries, boolean withContent) {
    Query query =
        new Query(
            select(withContent)
                + " FROM unnest(?::text[]::date[], ?::text[], ?::text[]) AS u (day, message_id,"
                + " endpoint_id) CROSS JOIN LATERAL (SELECT * FROM attempts a"
                + " WHERE a.environment_id = ? AND a.day = u.day AND a.message_id = u.message_id"
                + " AND a.endpoint_id = u.endpoint_id ORDER BY a.id DESC LIMIT "
                + LATEST
                + ") a",
            texts(deliveries, key -> key.day().toString()),
            texts(deliveries, DeliveryKey::message),
            texts(deliveries, DeliveryKey::endpoint),
            environment.value());
    return database
        .all(
            query.then("ORDER BY a.id DESC"),
            row ->
                Map.entry(
                    new DeliveryKey(
                        row.getObject("day", LocalDate.class),
                        row.getString("message_id"),
                        row.getString("endpoint_id")),
                    read(row, withContent, false)))
        .stream()
        .collect(
            Collectors.groupingBy(
                Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
  }

  private static String[] texts(List<DeliveryKey> deliveries, Function<DeliveryKey, String> text) {
    return deliveries.stream().map(text).toArray(String[]::new);
  }

  private List<MessageAttemptOut> list(Query query, PageRequest page, AttemptFilters filters) {
    narrow(query, filters);
    pruneDays(query, page, filters);
    String direction = page.backwards() ? "ASC" : "DESC";
    query
        .andIfPresent(page.backwards() ? "a.id > ?" : "a.id < ?", page.after())
        .then("ORDER BY a.id " + direction + " LIMIT " + (page.limit() + 1));
    List<MessageAttemptOut> rows =
        database.all(query, row -> read(row, filters.withContent(), filters.withMessage()));
    return page.backwards() ? rows.reversed() : rows;
  }

  /** A message is accepted before its attempts; their clocks may differ, but not by a day. */
  private static void pruneDays(Query query, PageRequest page, AttemptFilters filters) {
    Instant before = filters.common().before();
    String after = page.after();
    query.andIfPresent("a.day <= ?", before == null ? null : Query.dayOf(before).plusDays(1));
    if (after != null && !page.backwards()) {
      Instant began = Ksuid.time(after.substring(AttemptId.PREFIX.length()));
      query.and("a.day <= ?", Query.dayOf(began).plusDays(1));
    }
  }

  private static void narrow(Query query, AttemptFilters filters) {
    betweenIds(query, filters.common().after(), filters.common().before());
    query
        .andIfPresent("a.began_at < ?", filters.common().before())
        .andIfPresent("a.began_at >= ?", filters.common().after())
        .andOneOf("a.event_type", filters.common().eventTypes())
        .andIfPresent("? = ANY (m.channels)", filters.common().channel())
        .andIfPresent("? = ANY (m.tags)", filters.common().tag());
    Integer statusClass = filters.statusCodeClass();
    if (statusClass != null) {
      query.and(
          "a.status_code >= ? AND a.status_code < ?",
          statusClass,
          statusClass == 0 ? 100 : statusClass + 100);
      if (statusClass != 200) {
        // True of all of them, and what the index of failed attempts asks for.
        query.and("a.failure IS NOT NULL");
      }
    }
    filters.status().ifPresent(status -> query.and(condition(status)));
  }

  /**
   * An id tells its attempt's beginning to the millisecond, and the index is in the order of ids:
   * what is not of that time is not read.
   */
  private static void betweenIds(Query query, @Nullable Instant after, @Nullable Instant before) {
    if (after != null) {
      query.and("a.id >= ?", AttemptId.first(after).value());
    }
    if (before != null) {
      query.and("a.id < ?", AttemptId.first(before.plusMillis(1)).value());
    }
  }

  /** An attempt is recorded when it is over: it succeeded or it failed. */
  private static String condition(MessageStatus status) {
    return switch (status) {
      case SUCCESS -> "a.failure IS NULL";
      case FAIL -> "a.failure IS NOT NULL";
      case PENDING, SENDING, CANCELED -> "FALSE";
    };
  }

  private Optional<MessageAttemptOut> find(Application application, String message, String id) {
    return database.first(
        new Query(
            select(true)
                + FROM
                + " WHERE a.id = ? AND a.message_id = ? AND a.environment_id = ?"
                + " AND a.application_id = ?",
            id,
            message,
            application.environment().value(),
            application.id().value()),
        row -> read(row, true, false));
  }

  private static String select(AttemptFilters filters) {
    return columns(filters) + FROM + join(filters);
  }

  private static String columns(AttemptFilters filters) {
    return select(filters.withContent())
        + (filters.withMessage() ? ", " + MessageRows.columns(true) : "");
  }

  /** Messages are joined only where the list needs them. */
  private static String join(AttemptFilters filters) {
    boolean joined =
        filters.withMessage()
            || filters.common().channel() != null
            || filters.common().tag() != null;
    // Row by row: PostgreSQL would expect next to no rows, and read all messages to find them.
    return joined
        ? " LEFT JOIN LATERAL (SELECT m.* FROM messages m WHERE m.environment_id ="
            + " a.environment_id AND m.day = a.day AND m.id = a.message_id OFFSET 0) m ON TRUE"
        : "";
  }

  private static String select(boolean withContent) {
    return "SELECT " + COLUMNS + (withContent ? CONTENT : WITHOUT_CONTENT);
  }

  private static MessageAttemptOut read(ResultSet row, boolean withContent, boolean withMessage)
      throws SQLException {
    String failure = row.getString("failure");
    MessageStatus status = failure == null ? MessageStatus.SUCCESS : MessageStatus.FAIL;
    String message = row.getString("message_id");
    return new MessageAttemptOut(
        row.getString("id"),
        message,
        row.getString("endpoint_id"),
        row.getString("url"),
        withContent ? response(row) : "",
        row.getLong("duration_ms"),
        row.getInt("status_code"),
        status.number(),
        status.text(),
        row.getBoolean("manual") ? 1 : 0,
        Database.moment(row, "began_at"),
        row.getInt("number"),
        failure,
        AttemptTimingsOut.of(Timings.ofText(row.getString("timings"))),
        HeaderLines.ofRequest(row.getString("request_headers"), message),
        HeaderLines.ofResponse(row.getString("response_headers")),
        withMessage && row.getString("m_id") != null ? MessageRows.read(row) : null);
  }

  private static String response(ResultSet row) throws SQLException {
    if (row.getInt("status_code") != 0) {
      return new String(row.getBytes("response"), StandardCharsets.UTF_8);
    }
    String detail = row.getString("failure_detail");
    String failure = detail == null ? row.getString("failure") : detail;
    return failure == null ? "" : failure;
  }
}
