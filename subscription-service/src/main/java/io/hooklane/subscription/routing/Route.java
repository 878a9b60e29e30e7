package io.hooklane.subscription.routing;

import io.hooklane.contracts.configuration.Configuration;
import io.hooklane.contracts.id.EndpointId;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/**
 * What decides whether an enabled endpoint gets a message.
 *
 * @param key the endpoint's id as a record key
 * @param channels empty for all messages
 */
record Route(EndpointId endpoint, byte[] key, List<TypePattern> eventTypes, Set<String> channels) {

  static Route to(Configuration.Endpoint endpoint) {
    return new Route(
        endpoint.id(),
        endpoint.id().value().getBytes(StandardCharsets.UTF_8),
        TypePattern.parse(endpoint.eventTypes()),
        Set.copyOf(endpoint.channels()));
  }

  boolean takesType(String eventType) {
    for (TypePattern pattern : eventTypes) {
      if (pattern.matches(eventType)) {
        return true;
      }
    }
    return false;
  }

  /** Whether one of the message's channels is one of the endpoint's; case counts. */
  boolean takesChannels(List<String> messageChannels) {
    if (channels.isEmpty()) {
      return true;
    }
    for (String channel : messageChannels) {
      if (channels.contains(channel)) {
        return true;
      }
    }
    return false;
  }
}
