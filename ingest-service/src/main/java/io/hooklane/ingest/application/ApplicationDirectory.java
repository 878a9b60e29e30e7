package io.hooklane.ingest.application;

import io.hooklane.contracts.configuration.Configuration;
import io.hooklane.contracts.configuration.ConfigurationKey;
import io.hooklane.contracts.id.ApplicationId;
import io.hooklane.contracts.id.EnvironmentId;
import io.hooklane.topics.ConfigurationListener;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Finds applications and environments by what callers name them, as far as the configuration log is
 * applied. Written by the log's thread, read by any.
 */
@Singleton
public class ApplicationDirectory implements ConfigurationListener {

  private final Map<ApplicationId, Configuration.Application> applications =
      new ConcurrentHashMap<>();
  private final Map<Uid, ApplicationId> byUid = new ConcurrentHashMap<>();
  private final Map<EnvironmentId, Configuration.Environment> environments =
      new ConcurrentHashMap<>();
  private final Map<String, EnvironmentId> environmentsByName = new ConcurrentHashMap<>();

  private record Uid(EnvironmentId environment, String uid) {}

  /** The application of this environment with this id or uid. */
  public Optional<ApplicationId> application(EnvironmentId environment, String idOrUid) {
    if (!ApplicationId.isForm(idOrUid)) {
      return Optional.ofNullable(byUid.get(new Uid(environment, idOrUid)));
    }
    return Optional.ofNullable(applications.get(new ApplicationId(idOrUid)))
        .filter(application -> application.environment().equals(environment))
        .map(Configuration.Application::id);
  }

  /** The environment with this id or name. */
  public Optional<EnvironmentId> environment(String idOrName) {
    if (EnvironmentId.isForm(idOrName)) {
      EnvironmentId id = new EnvironmentId(idOrName);
      return environments.containsKey(id) ? Optional.of(id) : Optional.empty();
    }
    return Optional.ofNullable(environmentsByName.get(idOrName));
  }

  /** The same environment, if webhooks are switched on in it. */
  public Optional<EnvironmentId> environmentWithWebhooks(EnvironmentId environment) {
    return Optional.ofNullable(environments.get(environment))
        .filter(Configuration.Environment::webhooksEnabled)
        .map(Configuration.Environment::id);
  }

  @Override
  public void changed(Configuration configuration) {
    switch (configuration) {
      case Configuration.Environment environment -> {
        forgetEnvironment(environment.id());
        environments.put(environment.id(), environment);
        environmentsByName.put(environment.name(), environment.id());
      }
      case Configuration.Application application -> {
        forgetApplication(application.id());
        if (application.operational()) {
          // Nobody publishes to it but Hooklane itself.
          return;
        }
        applications.put(application.id(), application);
        if (application.uid() != null) {
          byUid.put(new Uid(application.environment(), application.uid()), application.id());
        }
      }
      case Configuration.Endpoint endpoint -> {}
      case Configuration.EventType eventType -> {}
      case Configuration.Key key -> {}
    }
  }

  @Override
  public void removed(ConfigurationKey key) {
    switch (key.kind()) {
      case ENVIRONMENT -> forgetEnvironment(new EnvironmentId(key.id()));
      case APPLICATION -> forgetApplication(new ApplicationId(key.id()));
      case ENDPOINT, EVENT_TYPE, KEY -> {}
    }
  }

  private void forgetEnvironment(EnvironmentId id) {
    Configuration.Environment known = environments.remove(id);
    if (known != null) {
      environmentsByName.remove(known.name(), id);
    }
  }

  private void forgetApplication(ApplicationId id) {
    Configuration.Application known = applications.remove(id);
    if (known != null && known.uid() != null) {
      byUid.remove(new Uid(known.environment(), known.uid()), id);
    }
  }
}
