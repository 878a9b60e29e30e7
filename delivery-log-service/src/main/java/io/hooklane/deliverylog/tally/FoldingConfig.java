package io.hooklane.deliverylog.tally;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How what is recorded gets into statistics and endpoints' health. */
@ConfigMapping(prefix = "hooklane.statistics")
public interface FoldingConfig {

  /**
   * The wait between two folds: a longer one costs the database less. Answers do not lag behind by
   * it, since whoever asks folds first.
   */
  @WithDefault("5s")
  Duration foldInterval();

  /** How often what is older than its environment's retention is deleted. */
  @WithDefault("1h")
  Duration purgeInterval();
}
