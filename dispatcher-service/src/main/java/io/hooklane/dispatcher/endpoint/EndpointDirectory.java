package io.hooklane.dispatcher.endpoint;

import io.hooklane.contracts.configuration.Configuration;
import io.hooklane.contracts.configuration.ConfigurationKey;
import io.hooklane.contracts.id.EndpointId;
import io.hooklane.contracts.id.EnvironmentId;
import io.hooklane.dispatcher.signing.SigningKeys;
import io.hooklane.sealing.MasterKey;
import io.hooklane.topics.ConfigurationListener;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * All endpoints, as the configuration log has them. What an endpoint takes from its environment is
 * looked up when it is asked for: a change there holds for all of its endpoints at once.
 */
@Singleton
public class EndpointDirectory implements ConfigurationListener {

  private final MasterKey master;
  private final Map<EndpointId, Endpoint> endpoints = new ConcurrentHashMap<>();

  /** Only of environments that have one. */
  private final Map<EnvironmentId, List<Duration>> schedules = new ConcurrentHashMap<>();

  public EndpointDirectory(MasterKey master) {
    this.master = master;
  }

  /** The endpoint; empty when it was deleted, or never was. */
  public Optional<Endpoint> find(EndpointId id) {
    return Optional.ofNullable(endpoints.get(id))
        .map(endpoint -> endpoint.orSchedule(schedules.get(endpoint.environment())));
  }

  @Override
  public void changed(Configuration configuration) {
    switch (configuration) {
      case Configuration.Endpoint endpoint -> endpoints.put(endpoint.id(), ready(endpoint));
      case Configuration.Environment environment ->
          schedule(environment.id(), environment.retrySchedule());
      case Configuration.Application application -> {}
      case Configuration.EventType eventType -> {}
      case Configuration.Key key -> {}
    }
  }

  @Override
  public void removed(ConfigurationKey key) {
    switch (key.kind()) {
      case ENDPOINT -> {
        if (EndpointId.isForm(key.id())) {
          endpoints.remove(new EndpointId(key.id()));
        }
      }
      case ENVIRONMENT -> {
        if (EnvironmentId.isForm(key.id())) {
          schedules.remove(new EnvironmentId(key.id()));
        }
      }
      case APPLICATION, EVENT_TYPE, KEY -> {}
    }
  }

  private Endpoint ready(Configuration.Endpoint endpoint) {
    return new Endpoint(
        endpoint.id(),
        endpoint.environment(),
        Destination.of(endpoint.url()),
        endpoint.disabled(),
        new SigningKeys(master, endpoint.id(), endpoint.secrets()),
        new ExtraHeaders(master, endpoint.id(), endpoint.sealedHeaders()),
        endpoint.retrySchedule());
  }

  private void schedule(EnvironmentId environment, @Nullable List<Duration> waits) {
    if (waits == null) {
      schedules.remove(environment);
    } else {
      schedules.put(environment, waits);
    }
  }
}
