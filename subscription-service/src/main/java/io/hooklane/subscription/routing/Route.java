package io.hooklane.subscription.routing;

import io.hooklane.contracts.configuration.Configuration;
import io.hooklane.contracts.id.EndpointId;
import io.hooklane.contracts.message.Message;
import io.hooklane.contracts.topic.Topic;
import io.hooklane.contracts.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What decides whether an enabled endpoint gets a message.
 *
 * @param key the endpoint's id as a record key
 * @param channels empty for all messages
 * @param activeFrom from when on it takes messages; null for ever since
 * @param ordered whether its messages keep their order
 */
record Route(
    EndpointId endpoint,
    byte[] key,
    List<TypePattern> eventTypes,
    Set<String> channels,
    @Nullable Instant activeFrom,
    boolean ordered) {

  static Route to(Configuration.Endpoint endpoint) {
    return new Route(
        endpoint.id(),
        endpoint.id().value().getBytes(StandardCharsets.UTF_8),
        TypePattern.parse(endpoint.eventTypes()),
        Set.copyOf(endpoint.channels()),
        endpoint.activeFrom(),
        endpoint.sending().ordering() != null);
  }

  /** Where its deliveries are written. */
  Topic topic() {
    return ordered ? Topics.ORDERED_DELIVERIES : Topics.DELIVERIES;
  }

  boolean takesType(String eventType) {
    for (TypePattern pattern : eventTypes) {
      if (pattern.matches(eventType)) {
        return true;
      }
    }
    return false;
  }

  /** Whether it takes a message that is of a type that it takes. */
  boolean takes(Message message) {
    return (activeFrom == null || !message.acceptedAt().isBefore(activeFrom))
        && takesChannels(message.channels());
  }

  /** Whether one of the message's channels is one of the endpoint's; case counts. */
  private boolean takesChannels(List<String> messageChannels) {
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
