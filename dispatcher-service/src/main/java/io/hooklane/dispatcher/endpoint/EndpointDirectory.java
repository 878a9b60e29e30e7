package io.hooklane.dispatcher.endpoint;

import io.hooklane.contracts.configuration.Configuration;
import io.hooklane.contracts.configuration.ConfigurationKey;
import io.hooklane.contracts.id.ApplicationId;
import io.hooklane.contracts.id.EndpointId;
import io.hooklane.contracts.id.EnvironmentId;
import io.hooklane.dispatcher.authentication.EndpointCredentials;
import io.hooklane.dispatcher.signing.SignatureStyle;
import io.hooklane.dispatcher.signing.SigningKeys;
import io.hooklane.dispatcher.transport.EndpointTransport;
import io.hooklane.sealing.MasterKey;
import io.hooklane.topics.ConfigurationListener;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** All endpoints, as the configuration log has them. */
@Singleton
public class EndpointDirectory implements ConfigurationListener {

  private final MasterKey master;
  private final Map<EndpointId, Endpoint> endpoints = new ConcurrentHashMap<>();

  /** Kept when an environment is removed: its endpoints hold on to them. */
  private final Map<EnvironmentId, Surroundings> environments = new ConcurrentHashMap<>();

  /** Kept when an application is removed, likewise. */
  private final Map<ApplicationId, ApplicationThrottle> applications = new ConcurrentHashMap<>();

  public EndpointDirectory(MasterKey master) {
    this.master = master;
  }

  /**
   * The endpoint; null when it was deleted, or never was. Allocates nothing: each delivery asks.
   */
  public @Nullable Endpoint find(EndpointId id) {
    return endpoints.get(id);
  }

  @Override
  public void changed(Configuration configuration) {
    switch (configuration) {
      case Configuration.Endpoint endpoint -> endpoints.put(endpoint.id(), ready(endpoint));
      case Configuration.Environment environment ->
          surroundings(environment.id()).retrySchedule(environment.retrySchedule());
      case Configuration.Application application ->
          throttle(application.id()).perSecond(application.throttleRate());
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
          surroundings(new EnvironmentId(key.id())).retrySchedule(null);
        }
      }
      case APPLICATION -> {
        if (ApplicationId.isForm(key.id())) {
          throttle(new ApplicationId(key.id())).perSecond(null);
        }
      }
      case EVENT_TYPE, KEY -> {}
    }
  }

  private Endpoint ready(Configuration.Endpoint endpoint) {
    return new Endpoint(
        endpoint.id(),
        endpoint.environment(),
        Destination.of(endpoint.url()),
        endpoint.disabled(),
        new SigningKeys(master, endpoint.id(), endpoint.secrets()),
        SignatureStyle.of(endpoint.sending().signature()),
        new ExtraHeaders(master, endpoint.id(), endpoint.sealedHeaders()),
        new EndpointCredentials(master, endpoint.id(), endpoint.sending().sealedAuthentication()),
        new EndpointTransport(master, endpoint.id(), endpoint.sending()),
        endpoint.sending().ordering(),
        endpoint.retrySchedule(),
        surroundings(endpoint.environment()),
        endpoint.throttleRate(),
        throttle(endpoint.application()));
  }

  private ApplicationThrottle throttle(ApplicationId application) {
    return applications.computeIfAbsent(application, absent -> new ApplicationThrottle());
  }

  private Surroundings surroundings(EnvironmentId environment) {
    return environments.computeIfAbsent(environment, absent -> new Surroundings());
  }
}
