package io.hooklane.dispatcher.lane;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;

/** How much of the dispatcher one endpoint may take, and when it is left alone. */
@ConfigMapping(prefix = "hooklane.lane")
public interface LaneConfig {

  /** Attempts under way to one endpoint at a time, at most. */
  @WithDefault("128")
  int inFlight();

  /**
   * Attempts under way to an endpoint that nothing is known about, at most. From there on the bound
   * grows up to {@link #inFlight()} as long as that does not make answers slower, and shrinks, at
   * least to 1, when it does. For an endpoint with a rate it starts with what leaves in a quarter
   * of a second, if that is more. 1 to {@link #inFlight()}.
   */
  @WithDefault("16")
  int firstInFlight();

  /** Deliveries that wait in one lane, at most; more are diverted. */
  @WithDefault("256")
  int queued();

  /**
   * Attempts under way to all endpoints together, at most. Endpoints that were not quick to take
   * their last attempt share half of it; one application may have three quarters.
   */
  @WithDefault("1024")
  int totalInFlight();

  /** Deliveries in all lanes together; the fuller they are, the less one lane may hold. */
  @WithDefault("16384")
  int totalHeld();

  /**
   * Bytes of the deliveries in all lanes together, on all event loops; the fuller they are, the
   * less one lane may hold. Endpoints that were not quick to take their last attempt share half of
   * it. It should be less than {@code hooklane.intake.held-bytes}, which bounds the memory that
   * deliveries take, or others wait for what hangs; and eight times as much as the largest delivery
   * or more, or this waits until hardly anything else is there.
   */
  @WithDefault("50331648")
  long totalBytes();

  /** An answer that takes no longer proves its endpoint to be quick. */
  @WithDefault("2s")
  Duration quick();

  /**
   * Endpoints without deliveries whose state is remembered: how many attempts they bear, whether
   * they are to be left alone. As many again of which nothing but their pace is known.
   */
  @WithDefault("16384")
  int remembered();

  /**
   * How long a delivery is put off when others leave no room for it: the first, the second … time;
   * the last for all that follow. Each at least a second.
   */
  @WithDefault("1s,5s,30s")
  List<Duration> diversions();

  /**
   * How long what comes for an endpoint rests at most that has been down, or behind, for as long or
   * longer, or whose rate is too low for what comes; 30 seconds or more. A delivery may come so
   * much later than the endpoint is up again, or its rate is raised; the shorter, the more goes
   * round through Kafka during a long outage.
   */
  @WithDefault("1h")
  Duration longestRest();

  /** When endpoints that do nothing but fail are left alone. */
  BreakerConfig breaker();

  /** How long endpoints are left alone that answer 429, 502, 503 or 504 without Retry-After. */
  ThrottleConfig throttled();

  /** When endpoints that do nothing but fail are left alone. */
  interface BreakerConfig {

    /** Failed attempts in a row after which an endpoint is left alone, 1 or more. */
    @WithDefault("50")
    int failures();

    /** How long it is left alone before a single attempt is made. */
    @WithDefault("1s")
    Duration firstPause();

    /** The pause doubles with each such attempt that fails, up to this. */
    @WithDefault("30s")
    Duration longestPause();
  }

  /** How long endpoints are left alone that have too much to do and do not say for how long. */
  interface ThrottleConfig {

    /** The first pause. */
    @WithDefault("1s")
    Duration firstPause();

    /** The pause doubles each time until an attempt succeeds, up to this. */
    @WithDefault("30s")
    Duration longestPause();
  }
}
