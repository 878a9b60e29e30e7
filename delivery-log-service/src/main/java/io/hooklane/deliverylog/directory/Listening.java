package io.hooklane.deliverylog.directory;

import io.hooklane.contracts.configuration.Configuration.Application;
import io.hooklane.contracts.configuration.Configuration.Endpoint;
import io.hooklane.contracts.id.ApplicationId;
import io.hooklane.contracts.id.EnvironmentId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which environments have somebody who is told of what happens in them. Written by the
 * configuration log's one thread, read by all.
 */
final class Listening {

  private static final String ALL = "*";
  private static final String GROUP = ".*";

  private final Map<EnvironmentId, ApplicationId> applications = new ConcurrentHashMap<>();
  private final Map<String, Endpoint> enabled = new ConcurrentHashMap<>();

  boolean anybody() {
    return !enabled.isEmpty();
  }

  /** The environment's operational application, if one of its endpoints takes this type. */
  Optional<ApplicationId> to(EnvironmentId environment, String eventType) {
    if (enabled.isEmpty()) {
      return Optional.empty();
    }
    return Optional.ofNullable(applications.get(environment))
        .filter(
            application ->
                enabled.values().stream()
                    .anyMatch(
                        endpoint ->
                            endpoint.application().equals(application)
                                && takes(endpoint.eventTypes(), eventType)));
  }

  /**
   * Takes an application.
   *
   * @param known all endpoints that were changed before: an application's may come before itself
   */
  void changed(Application application, Collection<Endpoint> known) {
    if (application.operational()) {
      applications.put(application.environment(), application.id());
      known.forEach(this::changed);
    }
  }

  void changed(Endpoint endpoint) {
    if (!endpoint.application().equals(applications.get(endpoint.environment()))) {
      return;
    }
    if (endpoint.disabled()) {
      enabled.remove(endpoint.id().value());
    } else {
      enabled.put(endpoint.id().value(), endpoint);
    }
  }

  void removedEndpoint(String id) {
    enabled.remove(id);
  }

  void removed(Application application) {
    applications.remove(application.environment(), application.id());
  }

  private static boolean takes(List<String> patterns, String eventType) {
    return patterns.isEmpty()
        || patterns.stream()
            .flatMap(pattern -> List.of(pattern.split("\\|", -1)).stream())
            .anyMatch(
                one ->
                    one.equals(ALL)
                        || (one.endsWith(GROUP)
                            ? eventType.startsWith(one.substring(0, one.length() - 1))
                            : one.equals(eventType)));
  }
}
