package io.hooklane.deliverylog.health;

import io.hooklane.contracts.configuration.Configuration.Endpoint;
import io.hooklane.contracts.health.EndpointVerdict;
import io.hooklane.contracts.health.EndpointVerdict.Verdict;
import io.hooklane.contracts.id.ApplicationId;
import io.hooklane.contracts.id.AttemptId;
import io.hooklane.deliverylog.database.Database;
import io.hooklane.deliverylog.database.Query;
import io.hooklane.deliverylog.directory.DirectoryLookup;
import io.hooklane.deliverylog.health.FailingRule.Failures;
import io.hooklane.deliverylog.tally.Folding;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the endpoints that did nothing but fail for too long. May block. */
@Singleton
class Verdicts {

  private static final int AT_ONCE = 1_000;

  private final Database database;
  private final DirectoryLookup directory;
  private final Folding folding;
  private final FailingRule rule;

  Verdicts(Database database, DirectoryLookup directory, Folding folding, HealthConfig config) {
    this.database = database;
    this.directory = directory;
    this.folding = folding;
    this.rule = FailingRule.of(config);
  }

  private record Suspect(String endpoint, String application, Failures failures) {}

  /** Those that there are now: again and again the same, until they are disabled or changed. */
  List<EndpointVerdict> due(Instant now) {
    folding.upToDate();
    List<EndpointVerdict> due = new ArrayList<>();
    List<Suspect> some = suspects(now, "");
    while (!some.isEmpty()) {
      some.forEach(suspect -> judge(suspect, now).ifPresent(due::add));
      some = suspects(now, some.getLast().endpoint());
    }
    return due;
  }

  private Optional<EndpointVerdict> judge(Suspect suspect, Instant now) {
    return directory
        .present(new ApplicationId(suspect.application()), suspect.endpoint())
        .filter(endpoint -> !endpoint.disabled())
        .filter(endpoint -> !dueAt(suspect, endpoint).isAfter(now))
        .flatMap(
            endpoint ->
                sinceChange(suspect.failures(), endpoint)
                    .filter(failures -> rule.isMet(failures, now))
                    .map(failures -> verdict(endpoint, failures, now)));
  }

  private Instant dueAt(Suspect suspect, Endpoint endpoint) {
    return rule.dueAt(suspect.failures().first(), endpoint.updatedAt());
  }

  /** Those of them after the endpoint was changed. */
  private Optional<Failures> sinceChange(Failures failures, Endpoint endpoint) {
    Instant changed = endpoint.updatedAt();
    if (changed == null || !changed.isAfter(failures.first())) {
      return Optional.of(failures);
    }
    Query query =
        new Query(
            "SELECT count(*) AS number, min(began_at) AS first FROM attempts"
                + " WHERE environment_id = ? AND endpoint_id = ? AND id >= ? AND began_at > ?"
                + " AND failure IS NOT NULL AND NOT manual",
            endpoint.environment().value(),
            endpoint.id().value(),
            AttemptId.first(changed).value(),
            changed);
    return database
        .first(query, row -> Optional.ofNullable(counted(row, failures)))
        .flatMap(counted -> counted);
  }

  private static @Nullable Failures counted(ResultSet row, Failures failures) throws SQLException {
    Instant first = Database.optionalMoment(row, "first");
    return first == null
        ? null
        : new Failures(row.getLong("number"), first, failures.last(), failures.lastError());
  }

  private EndpointVerdict verdict(Endpoint endpoint, Failures failures, Instant now) {
    String error = failures.lastError();
    return new EndpointVerdict(
        endpoint.id(),
        endpoint.application(),
        endpoint.environment(),
        Verdict.FAILING,
        now,
        "All %d attempts since %s failed%s"
            .formatted(
                failures.number(), failures.first(), error == null ? "" : "; the last: " + error),
        failures.first());
  }

  private List<Suspect> suspects(Instant now, String after) {
    Query query =
        new Query(
                "SELECT endpoint_id, application_id, failures, failing_since, last_failure_at,"
                    + " last_error FROM endpoint_health WHERE failing_since <= ?",
                now.minus(rule.period()))
            .and("failures >= ?", rule.failures())
            .and("last_failure_at - failing_since >= ? * interval '1 ms'", rule.spread().toMillis())
            .and("endpoint_id > ?", after)
            .then("ORDER BY endpoint_id LIMIT " + AT_ONCE);
    return database.all(
        query,
        row ->
            new Suspect(
                row.getString("endpoint_id"),
                row.getString("application_id"),
                new Failures(
                    row.getLong("failures"),
                    Database.moment(row, "failing_since"),
                    Database.moment(row, "last_failure_at"),
                    row.getString("last_error"))));
  }
}
