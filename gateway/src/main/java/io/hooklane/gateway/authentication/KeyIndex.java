package io.hooklane.gateway.authentication;

import io.hooklane.contracts.configuration.Configuration;
import io.hooklane.contracts.configuration.ConfigurationKey;
import io.hooklane.management.Capability;
import io.hooklane.management.Scope;
import io.hooklane.topics.ConfigurationListener;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The keys that are valid now, as far as the configuration log has told. A key opens nothing once
 * it has expired, it was revoked, or its environment is gone.
 */
@Singleton
public class KeyIndex implements ConfigurationListener {

  private static final Logger LOG = Logger.getLogger(KeyIndex.class);

  private final Clock clock;
  private final Map<KeyHash, Identity> identities = new ConcurrentHashMap<>();
  private final Map<String, KeyHash> hashes = new ConcurrentHashMap<>();
  private final EnvironmentIndex environments;

  KeyIndex(Clock clock, EnvironmentIndex environments) {
    this.clock = clock;
    this.environments = environments;
  }

  /** Who bears this key; empty when it is none that holds. */
  Optional<Identity> find(KeyHash hash) {
    Identity identity = identities.get(hash);
    if (identity == null
        || !identity.holdsAt(clock.instant())
        || (identity.environment() != null && !environments.has(identity.environment()))) {
      return Optional.empty();
    }
    return Optional.of(identity);
  }

  @Override
  public void changed(Configuration configuration) {
    environments.changed(configuration);
    if (configuration instanceof Configuration.Key key) {
      keyChanged(key);
    }
  }

  @Override
  public void removed(ConfigurationKey key) {
    environments.removed(key);
    if (key.kind() == ConfigurationKey.Kind.KEY) {
      forget(hashes.remove(key.id()));
    }
  }

  private void keyChanged(Configuration.Key key) {
    KeyHash hash;
    try {
      hash = KeyHash.ofHex(key.hash());
    } catch (IllegalArgumentException e) {
      LOG.errorf("key without a usable hash refused keyId=%s", key.id());
      forget(hashes.remove(key.id().value()));
      return;
    }
    Identity identity = identity(key);
    KeyHash before = hashes.put(key.id().value(), hash);
    if (!hash.equals(before)) {
      forget(before);
    }
    identities.put(hash, identity);
  }

  private static Identity identity(Configuration.Key key) {
    Set<String> permissions = new HashSet<>();
    for (String scope : key.scopes()) {
      Scope.named(scope).ifPresent(known -> permissions.addAll(known.permissions()));
    }
    for (String capability : key.capabilities()) {
      Capability.named(capability).ifPresent(known -> permissions.addAll(known.permissions()));
    }
    return new Identity(
        key.application() == null ? Identity.Kind.KEY : Identity.Kind.PORTAL,
        key.id().value(),
        key.name(),
        key.environment(),
        key.application(),
        permissions,
        key.featureFlags() == null ? null : Set.copyOf(key.featureFlags()),
        key.expiresAt());
  }

  private void forget(@Nullable KeyHash hash) {
    if (hash != null) {
      identities.remove(hash);
    }
  }
}
