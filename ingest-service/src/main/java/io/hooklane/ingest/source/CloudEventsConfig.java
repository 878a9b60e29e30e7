package io.hooklane.ingest.source;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The source that needs no mapping: a topic of CloudEvents. */
@ConfigMapping(prefix = "hooklane.cloud-events")
public interface CloudEventsConfig {

  /** The topic's name. */
  @WithDefault("hooklane.events")
  String topic();

  /** The id or name of the environment of events that name none. */
  @WithDefault("live")
  String environment();
}
