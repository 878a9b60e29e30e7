package io.hooklane.deliverylog.directory;

import io.hooklane.contracts.configuration.Configuration;
import io.hooklane.contracts.configuration.Configuration.Application;
import io.hooklane.contracts.configuration.Configuration.Endpoint;
import io.hooklane.contracts.configuration.Configuration.Environment;
import io.hooklane.contracts.configuration.ConfigurationKey;
import io.hooklane.contracts.id.ApplicationId;
import io.hooklane.contracts.id.EndpointId;
import io.hooklane.contracts.id.EnvironmentId;
import io.hooklane.contracts.id.Id;
import io.hooklane.deliverylog.searchkey.SearchAttributes;
import io.hooklane.management.Reach;
import io.hooklane.topics.ConfigurationListener;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The environments that there are now, and their applications and endpoints, by id and by uid.
 * Written by the configuration log's one thread, read by all.
 */
@Singleton
public class Directory implements ConfigurationListener {

  private final Map<String, Environment> environments = new ConcurrentHashMap<>();
  private final Map<String, SearchAttributes> searchAttributes = new ConcurrentHashMap<>();
  private final Map<String, Application> applications = new ConcurrentHashMap<>();
  private final Map<String, Endpoint> endpoints = new ConcurrentHashMap<>();
  private final Map<Uid, String> idsByUid = new ConcurrentHashMap<>();
  private final Listening listening = new Listening();

  /** A uid is unique within its owner: an environment or an application. */
  private record Uid(String owner, String uid) {}

  /** The environment of that id. */
  public Optional<Environment> environment(EnvironmentId id) {
    return Optional.ofNullable(environments.get(id.value()));
  }

  /** What an environment's messages are found by. */
  public SearchAttributes searchAttributes(EnvironmentId id) {
    return searchAttributes.getOrDefault(id.value(), SearchAttributes.NONE);
  }

  /** The application of that id or uid, if it is within reach. */
  public Optional<Application> application(Reach reach, String idOrUid) {
    return find(applications, reach.environment().value(), idOrUid)
        .filter(application -> application.environment().equals(reach.environment()))
        .filter(application -> reach.covers(application.id()));
  }

  /** The endpoint of that id or uid, if the application has it. */
  public Optional<Endpoint> endpoint(ApplicationId application, String idOrUid) {
    return find(endpoints, application.value(), idOrUid)
        .filter(endpoint -> endpoint.application().equals(application));
  }

  /** The endpoint of that id, if it is within reach. */
  public Optional<Endpoint> endpoint(Reach reach, EndpointId id) {
    return Optional.ofNullable(endpoints.get(id.value()))
        .filter(endpoint -> endpoint.environment().equals(reach.environment()))
        .filter(endpoint -> reach.covers(endpoint.application()));
  }

  /** The application's uid, if there is such an application and it has one. */
  public Optional<String> uid(ApplicationId application) {
    return Optional.ofNullable(applications.get(application.value())).map(Application::uid);
  }

  /** Whether anybody is told of what happens, in any environment. */
  public boolean anybodyListens() {
    return listening.anybody();
  }

  /** The application that is told of events of this type in an environment, if anybody asks. */
  public Optional<ApplicationId> listening(EnvironmentId environment, String eventType) {
    return listening.to(environment, eventType);
  }

  @Override
  public void changed(Configuration configuration) {
    switch (configuration) {
      case Application application -> {
        Application before = applications.put(application.id().value(), application);
        String owner = application.environment().value();
        move(owner, before == null ? null : before.uid(), application.uid(), application.id());
        listening.changed(application, endpoints.values());
      }
      case Endpoint endpoint -> {
        Endpoint before = endpoints.put(endpoint.id().value(), endpoint);
        String owner = endpoint.application().value();
        move(owner, before == null ? null : before.uid(), endpoint.uid(), endpoint.id());
        listening.changed(endpoint);
      }
      case Environment environment -> {
        environments.put(environment.id().value(), environment);
        searchAttributes.put(
            environment.id().value(), SearchAttributes.of(environment.searchAttributes()));
      }
      case Configuration.EventType ignored -> {}
      case Configuration.Key ignored -> {}
    }
  }

  @Override
  public void removed(ConfigurationKey key) {
    switch (key.kind()) {
      case APPLICATION -> {
        Application gone = applications.remove(key.id());
        if (gone != null) {
          move(gone.environment().value(), gone.uid(), null, gone.id());
          listening.removed(gone);
        }
      }
      case ENDPOINT -> {
        Endpoint gone = endpoints.remove(key.id());
        if (gone != null) {
          move(gone.application().value(), gone.uid(), null, gone.id());
          listening.removedEndpoint(key.id());
        }
      }
      case ENVIRONMENT -> {
        environments.remove(key.id());
        searchAttributes.remove(key.id());
      }
      case EVENT_TYPE, KEY -> {}
    }
  }

  private <T> Optional<T> find(Map<String, T> byId, String owner, String idOrUid) {
    T found = byId.get(idOrUid);
    if (found == null) {
      String id = idsByUid.get(new Uid(owner, idOrUid));
      found = id == null ? null : byId.get(id);
    }
    return Optional.ofNullable(found);
  }

  private void move(String owner, @Nullable String before, @Nullable String now, Id holder) {
    if (before != null && !before.equals(now)) {
      // Another may have taken the uid since: what it holds stays.
      idsByUid.remove(new Uid(owner, before), holder.value());
    }
    if (now != null) {
      idsByUid.put(new Uid(owner, now), holder.value());
    }
  }
}
