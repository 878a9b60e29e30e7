package io.hooklane.subscription.routing;

import io.hooklane.contracts.configuration.Configuration;
import io.hooklane.contracts.configuration.ConfigurationKey;
import io.hooklane.contracts.id.ApplicationId;
import io.hooklane.contracts.id.EndpointId;
import io.hooklane.contracts.id.EnvironmentId;
import io.hooklane.contracts.message.Message;
import io.hooklane.topics.ConfigurationListener;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which endpoints get a message, as far as the configuration log is applied. Written by the log's
 * thread, read by any.
 */
@Singleton
public class RoutingTable implements ConfigurationListener {

  private final Map<EnvironmentId, Boolean> webhooksEnabled = new ConcurrentHashMap<>();
  private final Map<ApplicationId, EnvironmentId> applications = new ConcurrentHashMap<>();
  private final Map<ApplicationId, ApplicationRoutes> routes = new ConcurrentHashMap<>();
  private final Map<EndpointId, ApplicationId> endpoints = new ConcurrentHashMap<>();

  /**
   * The enabled endpoints that get this message, each once; one that was made for a single endpoint
   * goes there whatever that asks for. None when its application is gone, or when webhooks are off
   * in its environment.
   */
  List<Route> routesOf(Message message) {
    ApplicationRoutes ofApplication = routes.get(message.application());
    if (ofApplication == null
        || !message.environment().equals(applications.get(message.application()))
        || !webhooksEnabled.getOrDefault(message.environment(), false)) {
      return List.of();
    }
    EndpointId only = message.onlyEndpoint();
    return only == null ? ofApplication.matching(message) : ofApplication.only(only);
  }

  @Override
  public void changed(Configuration configuration) {
    switch (configuration) {
      case Configuration.Environment environment ->
          webhooksEnabled.put(environment.id(), environment.webhooksEnabled());
      case Configuration.Application application ->
          applications.put(application.id(), application.environment());
      case Configuration.Endpoint endpoint -> {
        endpoints.put(endpoint.id(), endpoint.application());
        routes
            .computeIfAbsent(endpoint.application(), unknown -> new ApplicationRoutes())
            .changed(endpoint);
      }
      case Configuration.EventType eventType -> {}
      case Configuration.Key key -> {}
    }
  }

  @Override
  public void removed(ConfigurationKey key) {
    switch (key.kind()) {
      case ENVIRONMENT -> webhooksEnabled.remove(new EnvironmentId(key.id()));
      case APPLICATION -> applications.remove(new ApplicationId(key.id()));
      case ENDPOINT -> removeEndpoint(new EndpointId(key.id()));
      case EVENT_TYPE, KEY -> {}
    }
  }

  private void removeEndpoint(EndpointId endpoint) {
    ApplicationId application = endpoints.remove(endpoint);
    ApplicationRoutes ofApplication = application == null ? null : routes.get(application);
    if (ofApplication != null) {
      ofApplication.removed(endpoint);
    }
  }
}
