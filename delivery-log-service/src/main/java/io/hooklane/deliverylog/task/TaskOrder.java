package io.hooklane.deliverylog.task;

import io.hooklane.contracts.configuration.Configuration.Endpoint;
import io.hooklane.contracts.id.ApplicationId;
import io.hooklane.contracts.id.EndpointId;
import io.hooklane.contracts.id.EnvironmentId;
import java.time.Instant;

/**
 * What a background task is asked to do.
 *
 * @param since messages that were accepted then or later
 * @param until and before this
 */
record TaskOrder(
    TaskKind kind,
    EnvironmentId environment,
    ApplicationId application,
    EndpointId endpoint,
    Instant since,
    Instant until,
    BulkFilter filter) {

  static TaskOrder to(
      Endpoint endpoint, TaskKind kind, Instant since, Instant until, BulkFilter filter) {
    return new TaskOrder(
        kind, endpoint.environment(), endpoint.application(), endpoint.id(), since, until, filter);
  }
}
