package io.hooklane.subscription.eventtype;

import io.hooklane.contracts.id.EnvironmentId;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What of an environment's catalog a caller sees. Whoever looks an event type up for a caller asks
 * here, so that no operation can forget to.
 *
 * @param featureFlags event types with other flags than these are hidden; null when none is
 */
public record CatalogView(EnvironmentId environment, @Nullable Set<String> featureFlags) {

  public CatalogView {
    featureFlags = featureFlags == null ? null : Set.copyOf(featureFlags);
  }

  /** Whether an event type with these flags is seen; one without any is seen by everybody. */
  boolean shows(List<String> flags) {
    return featureFlags == null || flags.isEmpty() || !Collections.disjoint(featureFlags, flags);
  }
}
