package io.hooklane.deliverylog.health;

import io.hooklane.contracts.configuration.Configuration.Endpoint;
import io.hooklane.deliverylog.health.HealthLog.Attempts;
import io.hooklane.deliverylog.tally.EndpointHealth;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How an endpoint does. Attempts by hand count only where they succeeded, except in the last day's.
 *
 * @param failingSince when the first attempt after the last success failed; null when none did
 * @param consecutiveFailures attempts that failed since the last success
 * @param lastError why the last failed attempt failed
 * @param attemptsLastDay attempts in the last 24 hours, of the first hour all
 * @param successRateLastDay what part of these succeeded, 0 to 1; null when there were none
 * @param disabledFrom when it is disabled if it goes on failing; null when it does not fail, and
 *     when it is disabled
 */
public record EndpointHealthOut(
    String endpointId,
    @Nullable String endpointUid,
    String applicationId,
    boolean disabled,
    @Nullable Instant failingSince,
    long consecutiveFailures,
    @Nullable Instant lastSuccessAt,
    @Nullable Instant lastFailureAt,
    @Nullable String lastError,
    long attemptsLastDay,
    @Nullable Double successRateLastDay,
    @Nullable Instant disabledFrom) {

  static EndpointHealthOut of(HealthLog.Row row, FailingRule rule) {
    Endpoint endpoint = row.endpoint();
    EndpointHealth health = row.health();
    Instant since = health.failingSince();
    return new EndpointHealthOut(
        endpoint.id().value(),
        endpoint.uid(),
        endpoint.application().value(),
        endpoint.disabled(),
        since,
        health.failures(),
        health.lastSuccessAt(),
        health.lastFailureAt(),
        health.lastError(),
        row.lastDay().all(),
        rate(row.lastDay()),
        since == null || endpoint.disabled() ? null : rule.dueAt(since, endpoint.updatedAt()));
  }

  private static @Nullable Double rate(Attempts attempts) {
    return attempts.all() == 0
        ? null
        : (double) (attempts.all() - attempts.failed()) / attempts.all();
  }
}
