package io.hooklane.subscription.environment;

import io.hooklane.contracts.configuration.Configuration;
import io.hooklane.contracts.configuration.Configuration.EnvironmentKind;
import io.hooklane.contracts.id.EnvironmentId;

/**
 * A separate world of one company.
 *
 * @param name unique in the installation
 */
public record Environment(
    EnvironmentId id, String name, EnvironmentKind kind, boolean webhooksEnabled) {

  public Environment {
    if (name.isBlank()) {
      throw new IllegalArgumentException("An environment has a name");
    }
  }

  Configuration.Environment configuration() {
    return new Configuration.Environment(id, name, kind, webhooksEnabled, null, null);
  }
}
