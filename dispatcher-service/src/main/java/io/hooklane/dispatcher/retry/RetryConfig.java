package io.hooklane.dispatcher.retry;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;

/** When failed attempts are tried again. */
@ConfigMapping(prefix = "hooklane.retry")
public interface RetryConfig {

  /** The waits after the first, second … failed attempt, for endpoints without a schedule. */
  @WithDefault("5s,5m,30m,2h,5h,10h,10h")
  List<Duration> schedule();

  /** How far a wait may be off the schedule, either way, as a part of it: 0 to less than 1. */
  @WithDefault("0.2")
  double jitter();

  /** What every wait is multiplied with, more than 0: less than 1 to see retries soon in a test. */
  @WithDefault("1.0")
  double timeScale();
}
