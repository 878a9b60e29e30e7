package io.hooklane.dispatcher;

import io.hooklane.dispatcher.delay.DelayVitals;
import io.hooklane.dispatcher.intake.IntakeConfig;
import io.hooklane.dispatcher.intake.Vitals;
import io.hooklane.dispatcher.lane.LaneVitals;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/**
 * Alive while each thread gives signs of life. What is only late is not ready; what stays so for
 * twice as long is stuck, and only a new process will help.
 */
@Singleton
@Liveness
public class DispatcherLiveness implements HealthCheck {

  private final Vitals intake;
  private final DelayVitals delays;
  private final LaneVitals lanes;
  private final Duration stuckAfter;
  private final Clock clock;
  private final Instant started;

  public DispatcherLiveness(
      Vitals intake, DelayVitals delays, LaneVitals lanes, IntakeConfig config, Clock clock) {
    this.intake = intake;
    this.delays = delays;
    this.lanes = lanes;
    this.stuckAfter = config.stuckAfter().multipliedBy(2);
    this.clock = clock;
    this.started = clock.instant();
  }

  @Override
  public HealthCheckResponse call() {
    boolean starting = Duration.between(started, clock.instant()).compareTo(stuckAfter) < 0;
    return HealthCheckResponse.named("threads")
        .withData("intake", intake.alive(stuckAfter))
        .withData("delays", delays.alive(stuckAfter))
        .withData("lanes", lanes.alive(stuckAfter))
        .status(
            starting
                || (intake.alive(stuckAfter)
                    && delays.alive(stuckAfter)
                    && lanes.alive(stuckAfter)))
        .build();
  }
}
