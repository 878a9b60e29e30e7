package io.hooklane.dispatcher.lane;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;

/** How much of the dispatcher one endpoint may take. */
@ConfigMapping(prefix = "hooklane.lane")
public interface LaneConfig {

  /** Attempts under way to one endpoint at a time, at most. */
  @WithDefault("32")
  int inFlight();

  /** Deliveries that wait in one lane, at most; more are diverted. */
  @WithDefault("256")
  int queued();

  /** Attempts under way to all endpoints together, at most. */
  @WithDefault("1024")
  int totalInFlight();

  /** Deliveries in all lanes together; the fuller they are, the less one lane may hold. */
  @WithDefault("16384")
  int totalHeld();

  /**
   * How long a delivery is put off when its lane is full: the first, the second … time; the last
   * for all that follow. Each at least a second.
   */
  @WithDefault("1s,5s,30s")
  List<Duration> diversions();
}
