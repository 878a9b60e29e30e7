package io.hooklane.subscription.routing;

import io.hooklane.topics.ConfigurationLog;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * How far the configuration log is applied to the routing table.
 *
 * @param caughtUp completes when all that stood in the log at the time of asking is applied; fails
 *     when that cannot be told
 * @param nextOffset the first offset that is not applied
 */
record ConfigurationProgress(Supplier<CompletableFuture<Void>> caughtUp, LongSupplier nextOffset) {

  static ConfigurationProgress of(ConfigurationLog log) {
    return new ConfigurationProgress(log::caughtUp, log::nextOffset);
  }
}
