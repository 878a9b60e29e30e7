package io.hooklane.deliverylog.unrouted;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/** How messages that no endpoint took are found. */
@ConfigMapping(prefix = "hooklane.unrouted")
public interface SweepConfig {

  /**
   * The wait between two sweeps. A question looks at each message that was accepted since the last
   * one: a shorter wait makes it cheaper under load.
   */
  @WithDefault("10s")
  Duration interval();

  /**
   * What was accepted so shortly before is left to the next sweep: a message that comes into its
   * topic later than that costs more to record.
   */
  @WithDefault("2s")
  Duration margin();

  /**
   * How long a sweep waits for what was accepted before to be resolved and recorded, and for
   * transactions under way; then it is left to the next one.
   */
  @WithDefault("1m")
  Duration patience();

  /**
   * How many messages are swept in one transaction, which takes some milliseconds for a thousand; a
   * rest of three times as long follows.
   */
  @WithDefault("2000")
  @Min(1)
  int messagesAtOnce();

  /** How often days that are over are looked through for messages that are not sure. */
  @WithDefault("10m")
  Duration settleInterval();
}
