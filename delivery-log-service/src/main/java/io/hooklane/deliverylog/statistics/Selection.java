package io.hooklane.deliverylog.statistics;

import io.hooklane.contracts.id.ApplicationId;
import io.hooklane.contracts.id.EndpointId;
import io.hooklane.contracts.id.EnvironmentId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whose statistics are asked for.
 *
 * @param application null for all of the environment's
 * @param endpoint null for all
 * @param eventTypes any of these; empty for all
 */
record Selection(
    EnvironmentId environment,
    @Nullable ApplicationId application,
    @Nullable EndpointId endpoint,
    List<String> eventTypes) {

  Selection {
    eventTypes = List.copyOf(eventTypes);
  }
}
