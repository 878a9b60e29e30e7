package io.hooklane.deliverylog.health;

import io.hooklane.contracts.configuration.Configuration.Endpoint;
import io.hooklane.contracts.id.ApplicationId;
import io.hooklane.contracts.id.EndpointId;
import io.hooklane.deliverylog.database.Database;
import io.hooklane.deliverylog.database.Query;
import io.hooklane.deliverylog.directory.DirectoryLookup;
import io.hooklane.deliverylog.tally.EndpointHealth;
import io.hooklane.deliverylog.tally.Folding;
import io.hooklane.deliverylog.tally.Span;
import io.hooklane.management.PageRequest;
import io.hooklane.management.Reach;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What is known of endpoints' health. May block. */
@Singleton
class HealthLog {

  private static final Duration RATED = Duration.ofDays(1);

  private static final String SELECT =
      "SELECT endpoint_id, application_id, last_success_at, last_failure_at, last_error, failures,"
          + " failing_since FROM endpoint_health WHERE ";

  private final Database database;
  private final DirectoryLookup directory;
  private final Folding folding;
  private final Clock clock;

  HealthLog(Database database, DirectoryLookup directory, Folding folding, Clock clock) {
    this.database = database;
    this.directory = directory;
    this.folding = folding;
    this.clock = clock;
  }

  /** An endpoint's, with how many attempts there were in the last day, and how many failed. */
  record Row(Endpoint endpoint, EndpointHealth health, Attempts lastDay) {}

  /** Attempts of some time. */
  record Attempts(long all, long failed) {

    private static final Attempts NONE = new Attempts(0, 0);
  }

  private record Known(String endpoint, String application, EndpointHealth health) {}

  /** How this endpoint does. */
  Row of(Endpoint endpoint) {
    folding.upToDate();
    String id = endpoint.id().value();
    EndpointHealth health =
        database
            .first(new Query(SELECT + "endpoint_id = ?", id), HealthLog::read)
            .map(Known::health)
            .orElse(EndpointHealth.UNKNOWN);
    return new Row(endpoint, health, lastDay(List.of(id)).getOrDefault(id, Attempts.NONE));
  }

  /**
   * Those of the endpoints that were ever tried, by id; one row more than the page's limit where
   * more follow.
   *
   * @param application null for all within reach
   * @param failing whether only those that do nothing but fail, or only the others; null for all
   */
  List<Row> list(
      Reach reach,
      @Nullable ApplicationId application,
      @Nullable Boolean failing,
      PageRequest page) {
    folding.upToDate();
    int wanted = page.limit() + 1;
    List<Map.Entry<Endpoint, EndpointHealth>> present = new ArrayList<>();
    String after = page.after();
    List<Known> some;
    do {
      some = some(reach, application, failing, page.backwards(), after, wanted);
      for (Known known : some) {
        after = known.endpoint();
        present(known).ifPresent(endpoint -> present.add(Map.entry(endpoint, known.health())));
      }
    } while (present.size() < wanted && some.size() == wanted);
    List<Map.Entry<Endpoint, EndpointHealth>> kept =
        present.subList(0, Math.min(wanted, present.size()));
    Map<String, Attempts> lastDay =
        lastDay(kept.stream().map(entry -> entry.getKey().id().value()).toList());
    List<Row> rows =
        kept.stream()
            .map(
                entry ->
                    new Row(
                        entry.getKey(),
                        entry.getValue(),
                        lastDay.getOrDefault(entry.getKey().id().value(), Attempts.NONE)))
            .toList();
    return page.backwards() ? rows.reversed() : rows;
  }

  private List<Known> some(
      Reach reach,
      @Nullable ApplicationId application,
      @Nullable Boolean failing,
      boolean backwards,
      @Nullable String after,
      int limit) {
    Query query =
        new Query(SELECT + "environment_id = ?", reach.environment().value())
            .andIfPresent("application_id = ?", application == null ? null : application.value())
            .andIfPresent(backwards ? "endpoint_id < ?" : "endpoint_id > ?", after);
    if (failing != null) {
      query.and(failing ? "failing_since IS NOT NULL" : "failing_since IS NULL");
    }
    query.then("ORDER BY endpoint_id" + (backwards ? " DESC" : "") + " LIMIT " + limit);
    return database.all(query, HealthLog::read);
  }

  private Optional<Endpoint> present(Known known) {
    return directory.present(new ApplicationId(known.application()), known.endpoint());
  }

  /** By endpoint; the hour in which the day begins counts whole. */
  private Map<String, Attempts> lastDay(Collection<String> endpoints) {
    Instant since = Span.HOUR.beginOf(clock.instant().minus(RATED));
    Query query =
        new Query(
                "SELECT endpoint_id, sum(attempts)::bigint, sum(failed_attempts)::bigint"
                    + " FROM rollups WHERE endpoint_id = ANY (?)",
                (Object) endpoints.toArray(String[]::new))
            .and("span = ?", Span.HOUR.code())
            .and("begins >= ?", since)
            .then("GROUP BY endpoint_id");
    return database
        .all(
            query, row -> Map.entry(row.getString(1), new Attempts(row.getLong(2), row.getLong(3))))
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private static Known read(ResultSet row) throws SQLException {
    return new Known(
        row.getString("endpoint_id"),
        row.getString("application_id"),
        new EndpointHealth(
            Database.optionalMoment(row, "last_success_at"),
            row.getLong("failures"),
            Database.optionalMoment(row, "failing_since"),
            Database.optionalMoment(row, "last_failure_at"),
            row.getString("last_error"),
            true));
  }

  /** What a page's iterator names a row by. */
  static Function<Row, String> iterator() {
    return row -> row.endpoint().id().value();
  }

  /** Whether a text can name a row. */
  static boolean isIterator(String text) {
    return EndpointId.isForm(text);
  }
}
