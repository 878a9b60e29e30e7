package io.hooklane.contracts.topic;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A topic of Hooklane's own: its name, how its records are kept and which of the configured
 * partition counts it has.
 *
 * @param name the topic's name
 * @param retention how long records stay; null for a compacted topic that keeps the last record of
 *     each key for ever
 * @param width which configured partition count applies
 * @param appendTime whether the broker stamps records with its own time of writing
 */
public record Topic(String name, @Nullable Duration retention, Width width, boolean appendTime) {

  /** Which of the configured partition counts a topic has. */
  public enum Width {
    /** One partition: the records are one ordered log. */
    SINGLE,
    /** As wide as everything that is keyed by application or endpoint. */
    REGULAR,
    /** For ordered endpoints: wider, since a waiting head holds its partition. */
    ORDERED,
    /** For delay tiers. */
    DELAY
  }

  /** Whether only the last record of each key is kept. */
  public boolean compacted() {
    return retention == null;
  }
}
