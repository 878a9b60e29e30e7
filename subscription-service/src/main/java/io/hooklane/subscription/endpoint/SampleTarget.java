package io.hooklane.subscription.endpoint;

import io.hooklane.contracts.id.ApplicationId;
import io.hooklane.contracts.id.EndpointId;
import io.hooklane.contracts.id.EnvironmentId;

/** What has to be known of an endpoint to send it samples. */
public final class SampleTarget {

  private final Endpoint endpoint;

  SampleTarget(Endpoint endpoint) {
    this.endpoint = endpoint;
  }

  /** Its id. */
  public EndpointId endpoint() {
    return endpoint.id();
  }

  /** Where it stands. */
  public EnvironmentId environment() {
    return endpoint.environment();
  }

  /** Whose it is. */
  public ApplicationId application() {
    return endpoint.application();
  }

  /** Whether nothing is sent to it. */
  public boolean disabled() {
    return endpoint.settings().disabled();
  }

  /** Whether it asks for events of this type, on whatever channel. */
  public boolean takes(String eventType) {
    EventTypeFilter filter = endpoint.settings().eventTypes();
    return filter == null || filter.takes(eventType);
  }
}
