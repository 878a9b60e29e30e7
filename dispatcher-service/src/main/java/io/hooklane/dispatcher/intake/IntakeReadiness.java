package io.hooklane.dispatcher.intake;

import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready when partitions are assigned and the thread is at work. */
@Singleton
@Readiness
public class IntakeReadiness implements HealthCheck {

  private final Vitals vitals;
  private final IntakeConfig config;

  public IntakeReadiness(Vitals vitals, IntakeConfig config) {
    this.vitals = vitals;
    this.config = config;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("intake").status(vitals.ready(config.stuckAfter())).build();
  }
}
