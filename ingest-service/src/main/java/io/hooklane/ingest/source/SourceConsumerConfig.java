package io.hooklane.ingest.source;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithParentName;
import java.util.Map;

/** How the consumer of the sources differs from what Hooklane gives it. */
@ConfigMapping(prefix = "hooklane.source-consumer")
public interface SourceConsumerConfig {

  /**
   * Settings by the names that Kafka gives them, in quotes: {@code
   * hooklane.source-consumer."isolation.level"=read_committed}. Those that no event may be lost by
   * stay as they are: automatic commits, deserializers, automatic topics, the longest time between
   * polls.
   */
  @WithParentName
  Map<String, String> settings();
}
