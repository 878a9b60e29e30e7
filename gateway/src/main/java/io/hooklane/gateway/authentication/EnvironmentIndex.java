package io.hooklane.gateway.authentication;

import io.hooklane.contracts.configuration.Configuration;
import io.hooklane.contracts.configuration.ConfigurationKey;
import io.hooklane.contracts.id.EnvironmentId;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The environments that there are, as far as the configuration log has told. Written by the log's
 * thread, read by any.
 */
@Singleton
public class EnvironmentIndex {

  private final Map<EnvironmentId, Configuration.Environment> environments =
      new ConcurrentHashMap<>();
  private final Map<String, EnvironmentId> byName = new ConcurrentHashMap<>();

  /** Whether there is this one. */
  boolean has(EnvironmentId environment) {
    return environments.containsKey(environment);
  }

  /** The environment of this id or name. */
  public Optional<EnvironmentId> find(String idOrName) {
    if (!EnvironmentId.isForm(idOrName)) {
      return Optional.ofNullable(byName.get(idOrName));
    }
    EnvironmentId id = new EnvironmentId(idOrName);
    return has(id) ? Optional.of(id) : Optional.empty();
  }

  /** Whether webhooks are switched on there. */
  public boolean hasWebhooks(EnvironmentId environment) {
    Configuration.Environment known = environments.get(environment);
    return known != null && known.webhooksEnabled();
  }

  void changed(Configuration configuration) {
    if (configuration instanceof Configuration.Environment environment) {
      Configuration.Environment before = environments.put(environment.id(), environment);
      if (before != null && !before.name().equals(environment.name())) {
        byName.remove(before.name(), before.id());
      }
      byName.put(environment.name(), environment.id());
    }
  }

  void removed(ConfigurationKey key) {
    if (key.kind() == ConfigurationKey.Kind.ENVIRONMENT) {
      Configuration.Environment gone = environments.remove(new EnvironmentId(key.id()));
      if (gone != null) {
        byName.remove(gone.name(), gone.id());
      }
    }
  }
}
