package io.hooklane.subscription.endpoint;

import io.hooklane.management.Reach;
import io.hooklane.subscription.alert.Alerts;
import io.hooklane.subscription.application.Application;
import io.hooklane.subscription.application.Applications;
import io.hooklane.subscription.environment.Environments;
import jakarta.inject.Singleton;

/** Has operators told by e-mail that an endpoint was disabled. Wants a transaction. */
@Singleton
class EndpointAlerts {

  private final Alerts alerts;
  private final Applications applications;
  private final Environments environments;

  EndpointAlerts(Alerts alerts, Applications applications, Environments environments) {
    this.alerts = alerts;
    this.applications = applications;
    this.environments = environments;
  }

  /** Hooklane itself disabled it. */
  void disabledFor(DisabledReason reason, Endpoint endpoint) {
    if (alerts.areWanted()) {
      Application owner =
          applications.get(
              new Reach(endpoint.environment(), endpoint.application()),
              endpoint.application().value());
      DisabledAlert alert =
          new DisabledAlert(
              environments.get(endpoint.environment().value()).name(), owner, endpoint, reason);
      alerts.tell(alert.subject(), alert.text());
    }
  }
}
