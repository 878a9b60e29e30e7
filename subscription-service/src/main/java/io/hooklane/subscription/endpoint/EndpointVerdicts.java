package io.hooklane.subscription.endpoint;

import io.hooklane.contracts.health.EndpointVerdict;
import io.hooklane.subscription.configlog.ChangeRecorder;
import io.hooklane.subscription.configlog.ConfigurationChanges;
import jakarta.inject.Singleton;
import java.time.Clock;
import org.jboss.logging.Logger;

/** Disables endpoints that cannot be delivered to, as other services find out. */
@Singleton
class EndpointVerdicts {

  private static final Logger LOG = Logger.getLogger(EndpointVerdicts.class);

  private final EndpointRepository endpoints;
  private final EndpointConfigurations configurations;
  private final ConfigurationChanges changes;
  private final EndpointEvents events;
  private final EndpointAlerts alerts;
  private final Clock clock;

  EndpointVerdicts(
      EndpointRepository endpoints,
      EndpointConfigurations configurations,
      ConfigurationChanges changes,
      EndpointEvents events,
      EndpointAlerts alerts,
      Clock clock) {
    this.endpoints = endpoints;
    this.configurations = configurations;
    this.changes = changes;
    this.events = events;
    this.alerts = alerts;
    this.clock = clock;
  }

  /**
   * Disables the endpoint, unless it is gone, disabled already, or was changed after the verdict's
   * moment: whoever changed it then may have mended it. The same verdict may come again.
   */
  void apply(EndpointVerdict verdict) {
    boolean disabled =
        changes.make(
            recorder ->
                endpoints
                    .lockById(verdict.endpoint())
                    .map(row -> disable(row, verdict, recorder))
                    .orElse(false));
    if (disabled) {
      LOG.infof(
          "endpoint disabled applicationId=%s endpointId=%s verdict=%s",
          verdict.application(), verdict.endpoint(), verdict.verdict().wireName());
    }
  }

  private boolean disable(EndpointRow row, EndpointVerdict verdict, ChangeRecorder recorder) {
    Endpoint present = row.toEndpoint();
    if (present.settings().disabled()
        || present.updatedAt().isAfter(verdict.at())
        || !present.application().equals(verdict.application())) {
      return false;
    }
    DisabledReason reason = new DisabledReason(verdict.verdict(), verdict.detail(), verdict.at());
    Endpoint changed = present.disabledFor(reason, clock.instant());
    endpoints.update(row, changed);
    recorder.changed(
        configurations.of(changed),
        EndpointOut.of(present, changed.updatedAt()),
        EndpointOut.of(changed, changed.updatedAt()));
    events.disabledFor(reason, verdict.since(), changed);
    alerts.disabledFor(reason, changed);
    return true;
  }
}
