package io.hooklane.subscription;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/**
 * Quick enough that a test can wait for what is slow in production. Classes that have both this and
 * the same resources share one start of the service.
 */
public final class Impatient implements QuarkusTestProfile {

  @Override
  public Map<String, String> getConfigOverrides() {
    return Map.of(
        "hooklane.outbox.acknowledge-timeout", "3s",
        "hooklane.outbox.delivery-timeout", "2s",
        "hooklane.outbox.check-interval", "2s");
  }
}
