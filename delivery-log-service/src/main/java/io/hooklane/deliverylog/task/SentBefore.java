package io.hooklane.deliverylog.task;

import io.hooklane.deliverylog.message.MessagePlace;
import io.hooklane.deliverylog.resend.Resend;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a task had sent beyond its cursor when somebody went on with it. It need not be selected
 * again: a message that was missing has a delivery now, one that had failed may have been taken.
 * Not for several threads.
 */
final class SentBefore {

  private final Map<String, MessagePlace> places = new HashMap<>();

  SentBefore(Collection<MessagePlace> places) {
    places.forEach(place -> this.places.put(place.id(), place));
  }

  /** Those that are still to be sent. */
  List<Resend> left(Page page) {
    return page.resends().stream()
        .filter(resend -> !places.containsKey(resend.message().value()))
        .toList();
  }

  /** How many messages are sent, all in all, once this page is; each is counted once. */
  int sentWith(Page page) {
    Set<String> selected =
        page.resends().stream().map(resend -> resend.message().value()).collect(Collectors.toSet());
    int before = 0;
    for (MessagePlace place : List.copyOf(places.values())) {
      if (!isAfter(place, page.end())) {
        places.remove(place.id());
        before += selected.contains(place.id()) ? 0 : 1;
      }
    }
    return selected.size() + before;
  }

  /** How many are left when no page follows. */
  int rest() {
    return places.size();
  }

  private static boolean isAfter(MessagePlace place, MessagePlace end) {
    int later = place.acceptedAt().compareTo(end.acceptedAt());
    return later > 0 || (later == 0 && place.id().compareTo(end.id()) > 0);
  }
}
