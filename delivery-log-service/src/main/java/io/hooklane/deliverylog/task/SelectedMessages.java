package io.hooklane.deliverylog.task;

import io.hooklane.contracts.configuration.Configuration.Endpoint;
import io.hooklane.contracts.id.MessageId;
import io.hooklane.deliverylog.database.Database;
import io.hooklane.deliverylog.database.Query;
import io.hooklane.deliverylog.message.MessagePlace;
import io.hooklane.deliverylog.payload.StoredPayload;
import io.hooklane.deliverylog.resend.Resend;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The recorded messages that tasks send. May block. */
@Singleton
class SelectedMessages {

  private final Database database;
  private final long mostBytes;

  SelectedMessages(Database database, TaskConfig config) {
    this.database = database;
    this.mostBytes = config.pageBytes().asLongValue();
  }

  /**
   * A message before its body is read.
   *
   * @param bytes of its body
   */
  record Selected(
      MessageId message,
      Instant acceptedAt,
      String eventType,
      String contentType,
      long bytes,
      int attempts) {

    Resend with(byte[] body) {
      return new Resend(message, acceptedAt, eventType, contentType, attempts, body);
    }
  }

  /** How many there are, day by day. */
  long count(TaskOrder order, Endpoint endpoint) {
    long all = 0;
    for (LocalDate day = first(order); !day.isAfter(last(order)); day = day.plusDays(1)) {
      all +=
          database
              .first(Selection.count(order, endpoint, day), row -> row.getLong("messages"))
              .orElse(0L);
    }
    return all;
  }

  /**
   * Those that come after a place, oldest first, at most so many, and no more bytes than are
   * configured unless the first one alone has more; empty when there are no more.
   */
  Optional<Page> after(
      TaskOrder order, Endpoint endpoint, @Nullable MessagePlace place, int limit) {
    LocalDate day = place == null ? first(order) : Query.dayOf(place.acceptedAt());
    for (; !day.isAfter(last(order)); day = day.plusDays(1)) {
      List<Selected> selected =
          database.all(
              Selection.page(order, endpoint, day, place, limit), SelectedMessages::selected);
      if (!selected.isEmpty()) {
        return Optional.of(page(order, day, fitting(selected, mostBytes)));
      }
    }
    return Optional.empty();
  }

  /** The first ones, as long as their bytes are no more than this; one at least. */
  static List<Selected> fitting(List<Selected> selected, long mostBytes) {
    List<Selected> fitting = new ArrayList<>();
    long bytes = 0;
    for (Selected one : selected) {
      bytes += one.bytes();
      if (bytes > mostBytes && !fitting.isEmpty()) {
        break;
      }
      fitting.add(one);
    }
    return fitting;
  }

  private Page page(TaskOrder order, LocalDate day, List<Selected> selected) {
    Map<String, byte[]> bodies = new HashMap<>();
    database.all(
        new Query(
            "SELECT m.id, "
                + StoredPayload.COLUMNS
                + " FROM messages m WHERE m.environment_id = ? AND m.day = ? AND m.id = ANY (?)"
                + " AND m.stored_payload IS NOT NULL",
            order.environment().value(),
            day,
            selected.stream().map(one -> one.message().value()).toArray(String[]::new)),
        row -> bodies.put(row.getString("id"), Objects.requireNonNull(StoredPayload.read(row))));
    List<Resend> resends = new ArrayList<>();
    for (Selected one : selected) {
      byte[] body = bodies.get(one.message().value());
      if (body != null) {
        resends.add(one.with(body));
      }
    }
    Selected end = selected.getLast();
    return new Page(resends, new MessagePlace(end.acceptedAt(), end.message().value()));
  }

  private static Selected selected(ResultSet row) throws SQLException {
    return new Selected(
        new MessageId(row.getString("id")),
        Database.moment(row, "accepted_at"),
        row.getString("event_type"),
        row.getString("content_type"),
        row.getLong("bytes"),
        row.getInt("attempts"));
  }

  private static LocalDate first(TaskOrder order) {
    return Query.dayOf(order.since());
  }

  private static LocalDate last(TaskOrder order) {
    return Query.dayOf(order.until());
  }
}
