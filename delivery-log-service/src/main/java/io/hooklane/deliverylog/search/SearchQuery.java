package io.hooklane.deliverylog.search;

import io.hooklane.contracts.id.EnvironmentId;
import io.hooklane.deliverylog.attempt.MessageStatus;
import io.hooklane.deliverylog.database.Query;
import io.hooklane.deliverylog.listing.ListFilters;
import io.hooklane.deliverylog.message.Beginnings;
import io.hooklane.deliverylog.message.MessageRows;
import io.hooklane.deliverylog.searchkey.SearchKey;
import io.hooklane.management.PageRequest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The question to the tables that a search makes. It begins at the table that narrows most and
 * follows an index there in the list's order, so that a page costs what it shows: one message, then
 * search keys, then messages of types or with a channel or tag that few have, then what has not
 * succeeded or one endpoint's deliveries, then messages with a channel or tag, then messages. The
 * other tables are asked row by row (the {@code OFFSET 0} keeps PostgreSQL from anything else),
 * each in the partition of the row's day alone.
 */
final class SearchQuery {

  private static final String DELIVERY =
      "d.id AS d_id, d.application_id AS d_application_id, d.endpoint_id AS d_endpoint_id,"
          + " d.message_id AS d_message_id, d.day AS d_day, d.state AS d_state,"
          + " d.attempts AS d_attempts, d.reported_at AS d_reported_at,"
          + " d.next_attempt_at AS d_next_attempt_at, d.failure AS d_failure,"
          + " d.reason AS d_reason, ";

  private final EnvironmentId environment;
  private final SearchFilters filters;
  private final PageRequest page;
  private final Beginning beginning;
  private final @Nullable DeliveryPlace place;
  private final SearchSql sql = new SearchSql();

  private SearchQuery(
      EnvironmentId environment,
      SearchFilters filters,
      PageRequest page,
      Optional<Beginnings.Beginning> better) {
    this.environment = environment;
    this.filters = filters;
    this.page = page;
    this.beginning = better.map(Beginning::of).orElseGet(() -> beginning(filters));
    String after = page.after();
    this.place = after == null ? null : DeliveryPlace.parse(after).orElse(null);
  }

  /**
   * Rows with columns {@code d_…}, {@code m_…} and {@code place_at}; one more than the page's
   * limit; those of a page backwards in the opposite order.
   *
   * @param better what to begin at instead of what is usual, unless that is one message or search
   *     keys
   */
  static Query of(
      EnvironmentId environment,
      SearchFilters filters,
      PageRequest page,
      boolean withContent,
      Optional<Beginnings.Beginning> better) {
    return new SearchQuery(environment, filters, page, better).build(withContent);
  }

  /** Whether it usually begins at deliveries. */
  static boolean atDeliveries(SearchFilters filters) {
    return beginning(filters) == Beginning.DELIVERIES;
  }

  /** Whether it usually begins at all messages in order of time. */
  static boolean atAnyMessages(SearchFilters filters) {
    return beginning(filters) == Beginning.MESSAGES
        && filters.message() == null
        && filters.event() == null;
  }

  private Query build(boolean withContent) {
    String from = beginning.alias;
    sql.add("SELECT " + DELIVERY + MessageRows.columns(withContent))
        .add(", " + from + ".accepted_at AS place_at FROM ");
    switch (beginning) {
      case MESSAGES -> {
        messages();
        deliveriesOf("m.day", "m.id");
      }
      case KEYS, NAMES -> {
        keys();
        messageOf("k.day", "k.message_id");
        deliveriesOf("k.day", "k.message_id");
      }
      case DELIVERIES -> {
        deliveries();
        messageOf("d.day", "d.message_id");
      }
    }
    sql.add(" WHERE TRUE").addIfPresent(" AND d.failure = ?", filters.failure());
    otherKeys(from);
    if (place != null) {
      sql.add(
          " AND (%s.accepted_at, d.message_id, d.endpoint_id) %s (?, ?, ?)"
              .formatted(from, page.backwards() ? ">" : "<"),
          place.message().acceptedAt(),
          place.message().id(),
          place.endpoint());
    }
    return sql.toQuery()
        .then(
            "ORDER BY %1$s.accepted_at %2$s, d.message_id %2$s, d.endpoint_id %2$s LIMIT %3$d"
                .formatted(from, page.backwards() ? "ASC" : "DESC", page.limit() + 1));
  }

  /** The table that a question begins at, by its alias. */
  private enum Beginning {
    MESSAGES("m"),
    KEYS("k"),
    NAMES("k"),
    DELIVERIES("d");

    private final String alias;

    Beginning(String alias) {
      this.alias = alias;
    }

    static Beginning of(Beginnings.Beginning few) {
      return switch (few) {
        case TYPES -> MESSAGES;
        case NAMES -> NAMES;
      };
    }
  }

  private static Beginning beginning(SearchFilters filters) {
    if (filters.message() != null || filters.event() != null) {
      return Beginning.MESSAGES;
    }
    if (!filters.attributes().isEmpty()) {
      return Beginning.KEYS;
    }
    boolean undelivered = filters.status().filter(it -> it != MessageStatus.SUCCESS).isPresent();
    return undelivered || filters.endpoint() != null ? Beginning.DELIVERIES : Beginning.MESSAGES;
  }

  private void messages() {
    sql.add("(SELECT m.* FROM messages m WHERE m.environment_id = ?", environment.value());
    sql.addIfPresent(" AND m.application_id = ?", application());
    types("m");
    sql.addIfPresent(" AND m.id = ?", filters.message());
    String event = filters.event();
    if (event != null) {
      sql.add(
          " AND hashtextextended(m.event_id, 0) = hashtextextended(?, 0) AND m.event_id = ?",
          event,
          event);
    }
    names();
    span("m");
    // Else an index in the list's order would look better than the one of ids.
    sql.add(filters.message() != null || event != null ? " OFFSET 0) m" : ") m");
  }

  private void keys() {
    if (beginning == Beginning.NAMES) {
      sql.add("(SELECT n.day, n.accepted_at, n.id AS message_id FROM (")
          .add(Beginnings.named(environment, filters.application(), filters.common()))
          .add(") n WHERE TRUE");
      span("n");
    } else {
      sql.add(
          "(SELECT k.day, k.accepted_at, k.message_id FROM message_keys k"
              + " WHERE k.environment_id = ?",
          environment.value());
      sql.addIfPresent(" AND k.application_id = ?", application());
      is("k", filters.attributes().getFirst());
      span("k");
    }
    sql.add(") k");
  }

  private void deliveries() {
    sql.add("(SELECT d.* FROM deliveries d WHERE d.environment_id = ?", environment.value());
    // An endpoint is its application's: both said, PostgreSQL would expect next to no rows.
    String endpoint = endpoint();
    sql.addIfPresent(" AND d.application_id = ?", endpoint == null ? application() : null);
    sql.addIfPresent(" AND d.endpoint_id = ?", endpoint);
    filters.status().ifPresent(status -> sql.add(" AND " + status.condition("d")));
    sql.addIfPresent(" AND d.failure = ?", filters.failure());
    types("d");
    span("d");
    sql.add(") d");
  }

  /** One is said as one: its index then has the list's order. */
  private void types(String alias) {
    List<String> types = filters.common().eventTypes();
    if (types.size() == 1) {
      sql.add(" AND " + alias + ".event_type = ?", types.getFirst());
    } else if (!types.isEmpty()) {
      sql.add(" AND " + alias + ".event_type = ANY (?)", (Object) types.toArray(String[]::new));
    }
  }

  private void messageOf(String day, String id) {
    sql.add(
        " JOIN LATERAL (SELECT m.* FROM messages m WHERE m.environment_id = ? AND m.day = "
            + day
            + " AND m.id = "
            + id,
        environment.value());
    // A name's key is perhaps another's.
    sql.addIfPresent(
        " AND m.application_id = ?", beginning == Beginning.NAMES ? application() : null);
    types("m");
    names();
    sql.add(" OFFSET 0) m ON TRUE");
  }

  private void deliveriesOf(String day, String message) {
    sql.add(
        " JOIN LATERAL (SELECT d.* FROM deliveries d WHERE d.environment_id = ? AND d.day = "
            + day
            + " AND d.message_id = "
            + message,
        environment.value());
    sql.addIfPresent(" AND d.endpoint_id = ?", endpoint());
    filters.status().ifPresent(status -> sql.add(" AND " + status.condition("d")));
    sql.add(" OFFSET 0) d ON TRUE");
  }

  private void names() {
    sql.addIfPresent(" AND ? = ANY (m.channels)", filters.common().channel());
    sql.addIfPresent(" AND ? = ANY (m.tags)", filters.common().tag());
  }

  /** The keys that the question did not begin at. */
  private void otherKeys(String from) {
    boolean begunAtKeys = beginning == Beginning.KEYS;
    List<SearchKey> attributes = filters.attributes();
    String id = from.equals("k") ? "message_id" : "id";
    attributes.stream()
        .skip(begunAtKeys ? 1 : 0)
        .forEach(
            key -> {
              sql.add(" AND ");
              has(from, id, List.of(key));
            });
    if (filters.value() != null) {
      sql.add(" AND ");
      has(from, id, anyKeys());
    }
  }

  private List<SearchKey> anyKeys() {
    String value = filters.value();
    return value == null
        ? List.of()
        : filters.anyOf().stream().sorted().map(name -> new SearchKey(name, value)).toList();
  }

  /** Whether the row's message has one of these keys. */
  private void has(String from, String id, List<SearchKey> keys) {
    sql.add("COALESCE((");
    for (int i = 0; i < keys.size(); i++) {
      sql.add(i == 0 ? "" : " UNION ALL ");
      sql.add(
          "SELECT TRUE FROM message_keys o WHERE o.environment_id = ? AND o.day = %1$s.day"
                  .formatted(from)
              + " AND o.accepted_at = %1$s.accepted_at AND o.message_id = %1$s.%2$s"
                  .formatted(from, id),
          environment.value());
      is("o", keys.get(i));
    }
    sql.add(" LIMIT 1), FALSE)");
  }

  /** The hash finds it, name and value say that it is no other. */
  private void is(String alias, SearchKey key) {
    sql.add(
        " AND %1$s.key = ? AND %1$s.name = ? AND %1$s.value = ?".formatted(alias),
        key.hash(),
        key.name(),
        key.value());
  }

  /** The time that the rows are of, as an index of it can use, and the days that hold it. */
  private void span(String alias) {
    ListFilters common = filters.common();
    bound(alias, "<", common.before());
    bound(alias, ">=", common.after());
    if (place != null) {
      bound(alias, page.backwards() ? ">=" : "<=", place.message().acceptedAt());
    }
  }

  private void bound(String alias, String than, @Nullable Instant moment) {
    if (moment != null) {
      sql.add(" AND " + alias + ".accepted_at " + than + " ?", moment);
      sql.add(
          " AND " + alias + ".day " + (than.startsWith("<") ? "<=" : ">=") + " ?",
          Query.dayOf(moment));
    }
  }

  private @Nullable String application() {
    return filters.application() == null ? null : filters.application().value();
  }

  private @Nullable String endpoint() {
    return filters.endpoint() == null ? null : filters.endpoint().value();
  }
}
