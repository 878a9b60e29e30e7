package io.hooklane.endtoend;

import static io.hooklane.endtoend.Event.anEvent;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** The product can be stopped in the middle of its work and goes on with it afterwards. */
@EndToEnd
@Isolated
@Order(Integer.MAX_VALUE)
class RestartE2E {

  private static final int EVENTS = 2_000;

  private final Hooklane hooklane;

  RestartE2E(Hooklane hooklane) {
    this.hooklane = hooklane;
  }

  @Test
  void whatWasNotYetDeliveredWhenItWasStoppedArrivesWhenItIsUpAgain() {
    Load load = new Load(hooklane, 10).answeredAfter(Duration.ofSeconds(1));
    load.publishOnKafka(EVENTS);
    int receivedBefore = load.received();
    Application application = hooklane.anApplication();
    Inbox inbox = hooklane.receiver().inbox().answers(500);
    Endpoint endpoint =
        application
            .anEndpoint()
            .at(inbox)
            .with("retrySchedule", Json.object("delays", List.of("PT24H")))
            .created();
    String expunged = application.publish(anEvent("order.reminder"));
    inbox.awaits(1);
    application.api().delete(application.path() + "/msg/" + expunged + "/content").expect(204);

    long began = System.nanoTime();
    hooklane.down();
    Duration down = Duration.ofNanos(System.nanoTime() - began);
    int receivedWhenDown = load.received();
    began = System.nanoTime();
    hooklane.up();
    Duration up = Duration.ofNanos(System.nanoTime() - began);

    load.awaitAll(Duration.ofSeconds(60));
    Load.Tally tally = load.tally();
    System.out.printf(
        "down with %d of %d received took %d ms and ended at %d, up took %d ms, %s, %d duplicates%n",
        receivedBefore,
        EVENTS,
        down.toMillis(),
        receivedWhenDown,
        up.toMillis(),
        tally,
        tally.duplicates());
    assertThat(receivedBefore).isLessThan(EVENTS);
    assertThat(tally.lost()).isZero();
    assertThat(tally.unlogged()).isZero();
    assertThat(tally.invented()).isZero();
    application.log().awaitStatus(expunged, endpoint, DeliveryLog.CANCELED);
    assertThat(inbox.count()).as("attempts at what was expunged").isEqualTo(1);
  }
}
