package io.hooklane.dispatcher.delay;

import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready when delay partitions are assigned and the thread is at work. */
@Singleton
@Readiness
public class DelayReadiness implements HealthCheck {

  private final DelayVitals vitals;

  public DelayReadiness(DelayVitals vitals) {
    this.vitals = vitals;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("delay-tiers").status(vitals.ready()).build();
  }
}
