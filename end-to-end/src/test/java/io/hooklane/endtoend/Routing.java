package io.hooklane.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Shows which of several events go to one endpoint, and that no other does. */
final class Routing {

  private final Application application;
  private final Endpoint endpoint;
  private final Inbox inbox;

  Routing(Application application, Endpoint endpoint, Inbox inbox) {
    this.application = application;
    this.endpoint = endpoint;
    this.inbox = inbox;
  }

  /**
   * Publishes all of these in turn and ends the test unless exactly the expected ones went to the
   * endpoint. The last one must be expected: messages of an application are resolved in order, so
   * once it is recorded as delivered, whatever else was to be sent is recorded too.
   */
  void sendsOnly(List<Event> published, Event... expected) {
    List<Event> wanted = Arrays.asList(expected);
    assertThat(wanted).contains(published.getLast());
    Map<Event, String> messages = new LinkedHashMap<>();
    for (Event event : published) {
      messages.put(event, application.publish(event));
    }
    for (Event event : wanted) {
      inbox.awaits(event);
      application
          .log()
          .awaitStatus(messages.getOrDefault(event, ""), endpoint, DeliveryLog.SUCCESS);
    }
    messages.forEach(
        (event, message) -> {
          if (!wanted.contains(event)) {
            assertThat(application.log().endpointsOf(message))
                .as("%s on %s", event.type(), event.channels())
                .doesNotContain(endpoint.id());
          }
          assertThat(inbox.received(event))
              .as("%s on %s", event.type(), event.channels())
              .hasSize(wanted.contains(event) ? 1 : 0);
        });
  }
}
