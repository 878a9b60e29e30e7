package io.hooklane.subscription.access;

import io.hooklane.contracts.configuration.Configuration.EnvironmentKind;
import io.hooklane.contracts.id.EnvironmentId;
import io.hooklane.management.Scope;
import io.hooklane.subscription.environment.Environments;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.util.Arrays;
import java.util.List;

/**
 * Gives a new installation its environments and first keys. Every start does this again, and finds
 * them there.
 */
@Singleton
class Bootstrap {

  private static final List<String> OF_AN_ENVIRONMENT =
      names(Scope.READ, Scope.PUBLISH, Scope.MANAGE);
  private static final List<String> OF_AN_OPERATOR = names(Scope.values());

  private final BootstrapConfig config;
  private final Environments environments;
  private final ApiKeys keys;

  Bootstrap(BootstrapConfig config, Environments environments, ApiKeys keys) {
    this.config = config;
    this.environments = environments;
    this.keys = keys;
  }

  void begin(@Observes @Priority(Interceptor.Priority.APPLICATION) StartupEvent event) {
    begin();
  }

  void begin() {
    config.liveKey().ifPresent(key -> open("live", EnvironmentKind.LIVE, key));
    config.testKey().ifPresent(key -> open("test", EnvironmentKind.TEST, key));
    config.operatorKey().ifPresent(key -> keys.addIfAbsent(key, "operator", null, OF_AN_OPERATOR));
  }

  private void open(String name, EnvironmentKind kind, String key) {
    EnvironmentId environment = environments.createIfAbsent(name, kind).id();
    keys.addIfAbsent(key, name, environment, OF_AN_ENVIRONMENT);
  }

  private static List<String> names(Scope... scopes) {
    return Arrays.stream(scopes).map(Scope::wireName).toList();
  }
}
