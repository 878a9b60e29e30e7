package io.hooklane.subscription.routing;

import io.hooklane.contracts.configuration.Configuration;
import io.hooklane.contracts.id.EndpointId;
import io.hooklane.contracts.message.Message;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The routes of one application. Which of its endpoints take an event type is worked out once per
 * type and kept until an endpoint changes; an endpoint is in that list once, however many of its
 * patterns match.
 */
final class ApplicationRoutes {

  /** So that a producer with ever new event types costs time, not memory. */
  private static final int REMEMBERED_TYPES = 1_024;

  private final Map<EndpointId, Route> routes = new LinkedHashMap<>();
  private volatile Map<String, List<Route>> byType = new ConcurrentHashMap<>();

  synchronized void changed(Configuration.Endpoint endpoint) {
    if (endpoint.disabled()) {
      routes.remove(endpoint.id());
    } else {
      routes.put(endpoint.id(), Route.to(endpoint));
    }
    byType = new ConcurrentHashMap<>();
  }

  synchronized void removed(EndpointId endpoint) {
    routes.remove(endpoint);
    byType = new ConcurrentHashMap<>();
  }

  /** The enabled endpoints that take this message. */
  List<Route> matching(Message message) {
    List<Route> ofType = byType.get(message.eventType());
    if (ofType == null) {
      ofType = workOut(message.eventType());
    }
    for (int i = 0; i < ofType.size(); i++) {
      if (!ofType.get(i).takes(message)) {
        return withoutRefusing(ofType, i, message);
      }
    }
    return ofType;
  }

  /** This endpoint alone, if it is one of the enabled ones. */
  synchronized List<Route> only(EndpointId endpoint) {
    Route route = routes.get(endpoint);
    return route == null ? List.of() : List.of(route);
  }

  private synchronized List<Route> workOut(String eventType) {
    List<Route> taking =
        routes.values().stream().filter(route -> route.takesType(eventType)).toList();
    if (byType.size() < REMEMBERED_TYPES) {
      byType.put(eventType, taking);
    }
    return taking;
  }

  private static List<Route> withoutRefusing(
      List<Route> ofType, int firstRefusing, Message message) {
    List<Route> taking = new ArrayList<>(ofType.subList(0, firstRefusing));
    for (int i = firstRefusing + 1; i < ofType.size(); i++) {
      if (ofType.get(i).takes(message)) {
        taking.add(ofType.get(i));
      }
    }
    return taking;
  }
}
