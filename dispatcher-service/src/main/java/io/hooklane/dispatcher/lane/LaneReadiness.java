package io.hooklane.dispatcher.lane;

import io.hooklane.dispatcher.intake.IntakeConfig;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready while no event loop is stuck. */
@Singleton
@Readiness
public class LaneReadiness implements HealthCheck {

  private final LaneVitals vitals;
  private final IntakeConfig config;

  public LaneReadiness(LaneVitals vitals, IntakeConfig config) {
    this.vitals = vitals;
    this.config = config;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("lanes").status(vitals.alive(config.stuckAfter())).build();
  }
}
