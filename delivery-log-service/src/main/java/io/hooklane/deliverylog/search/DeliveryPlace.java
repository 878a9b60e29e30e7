package io.hooklane.deliverylog.search;

import io.hooklane.contracts.id.EndpointId;
import io.hooklane.deliverylog.message.MessagePlace;
import java.util.Optional;

/**
 * A delivery's place in a list, and so the list's iterator: {@code <message
 * id>.<milliseconds>.<endpoint id>}. Newest messages first, ids break ties.
 */
record DeliveryPlace(MessagePlace message, String endpoint) {

  static boolean isForm(String iterator) {
    return parse(iterator).isPresent();
  }

  static Optional<DeliveryPlace> parse(String iterator) {
    int last = iterator.lastIndexOf('.');
    if (last < 0 || !EndpointId.isForm(iterator.substring(last + 1))) {
      return Optional.empty();
    }
    return MessagePlace.parse(iterator.substring(0, last))
        .map(message -> new DeliveryPlace(message, iterator.substring(last + 1)));
  }

  String iterator() {
    return message.iterator() + "." + endpoint;
  }
}
