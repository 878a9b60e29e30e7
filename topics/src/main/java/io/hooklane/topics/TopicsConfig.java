package io.hooklane.topics;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How Hooklane's topics are laid out. The same for all services of one installation. */
@ConfigMapping(prefix = "hooklane.topics")
public interface TopicsConfig {

  /** Partitions of every topic keyed by application or endpoint, 1 or more. */
  @WithDefault("12")
  int partitions();

  /** Partitions of the topic for ordered endpoints, 1 or more. */
  @WithDefault("24")
  int orderedPartitions();

  /** Partitions of each delay tier, and of the rejected records, 1 or more. */
  @WithDefault("3")
  int delayPartitions();

  /** Copies of each partition; -1 for the brokers' default. */
  @WithDefault("-1")
  short replication();

  /**
   * How records are compressed on their way to Kafka and in it: none, gzip, snappy, lz4 or zstd.
   * Compressing costs every service and the broker time; it saves network and disk.
   */
  @WithDefault("lz4")
  String compression();

  /** How long a service waits at its start for Kafka before it gives up and ends. */
  @WithDefault("120s")
  Duration startTimeout();
}
