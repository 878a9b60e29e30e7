package io.hooklane.endtoend;

import static io.hooklane.endtoend.Event.anEvent;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** No receiver holds up another one (X4). */
@EndToEnd
class IsolationE2E {

  private static final int EVENTS = 100;

  private final Hooklane hooklane;

  IsolationE2E(Hooklane hooklane) {
    this.hooklane = hooklane;
  }

  @Test
  void aReceiverThatHangsDoesNotDelayAnotherEndpointsDeliveries() {
    Application calm = hooklane.anApplication();
    Inbox quick = hooklane.receiver().inbox();
    calm.anEndpoint().at(quick).created();
    Duration alone = slowestOfNearlyAll(calm, quick);

    Inbox stuck = hooklane.receiver().inbox().hangs();
    Application troubled = hooklane.anApplication();
    troubled.anEndpoint().at(stuck).created();
    Inbox neighbour = hooklane.receiver().inbox();
    troubled.anEndpoint().at(neighbour).created();
    List<Event> many = new ArrayList<>();
    for (int i = 0; i < 5 * EVENTS; i++) {
      Event event = anEvent("order.reminder");
      many.add(event);
      hooklane.events().sendBinary(troubled.id(), event);
    }
    stuck.awaits(1);

    Duration beside = slowestOfNearlyAll(calm, quick);
    neighbour.awaits(many.size());

    System.out.printf(
        "publish -> received, 98 of 100: alone %d ms, beside a receiver that hangs %d ms%n",
        alone.toMillis(), beside.toMillis());
    assertThat(beside).isLessThan(alone.multipliedBy(2).plusMillis(250));
    stuck.releases();
  }

  private Duration slowestOfNearlyAll(Application application, Inbox inbox) {
    List<Duration> latencies = new ArrayList<>();
    for (int i = 0; i < EVENTS; i++) {
      Event event = anEvent("order.reminder");
      Instant published = Instant.now();
      hooklane.events().publishBinary(application.id(), event);
      latencies.add(Duration.between(published, inbox.awaits(event).at()));
    }
    Collections.sort(latencies);
    return latencies.get(EVENTS * 98 / 100);
  }
}
