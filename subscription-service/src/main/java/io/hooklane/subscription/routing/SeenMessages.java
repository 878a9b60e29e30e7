package io.hooklane.subscription.routing;

import io.hooklane.contracts.id.MessageId;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * The messages of the last minutes whose deliveries are all acknowledged, by partition: a repeat of
 * one of them needs no deliveries of its own. Bounded by age and, for each partition, by number;
 * what falls out of it is only delivered once more, under the same ids.
 *
 * <p>For one thread. A partition's messages share their key, so a repeat is always on the same one.
 */
final class SeenMessages {

  private final Duration maxAge;
  private final int maxEntries;
  private final Clock clock;
  private final Map<Integer, RecentIds> byPartition = new HashMap<>();

  SeenMessages(Duration maxAge, int maxEntries, Clock clock) {
    this.maxAge = maxAge;
    this.maxEntries = maxEntries;
    this.clock = clock;
  }

  boolean contains(int partition, MessageId message) {
    RecentIds seen = byPartition.get(partition);
    long at = seen == null ? -1 : seen.addedAt(message);
    return at >= 0 && at >= clock.millis() - maxAge.toMillis();
  }

  void add(int partition, MessageId message) {
    long now = clock.millis();
    byPartition
        .computeIfAbsent(partition, unknown -> new RecentIds(maxEntries))
        .add(message, now, now - maxAge.toMillis());
  }

  /** Forgets a partition that another instance may now work on. */
  void forget(int partition) {
    byPartition.remove(partition);
  }
}
