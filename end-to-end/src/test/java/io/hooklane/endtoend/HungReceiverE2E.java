package io.hooklane.endtoend;

import static io.hooklane.endtoend.Event.anEvent;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What a receiver that hangs was not sent comes soon after it answers again. */
@EndToEnd
class HungReceiverE2E {

  private static final int EVENTS = 500;

  /**
   * What is put off because of it waits for half a minute, and again if all comes back at once and
   * finds no room; not for longer, as after an outage of minutes.
   */
  private static final Duration SOON = Duration.ofSeconds(100);

  private final Hooklane hooklane;

  HungReceiverE2E(Hooklane hooklane) {
    this.hooklane = hooklane;
  }

  @Test
  void allThatWasPutOffArrivesOnceItAnswersAgain() {
    Inbox inbox = hooklane.receiver().inbox().hangs();
    Application application = hooklane.anApplication();
    application.anEndpoint().at(inbox).created();
    for (int i = 0; i < EVENTS; i++) {
      hooklane.events().sendBinary(application.id(), anEvent("order.reminder"));
    }

    // More than may be under way at once: the first were given up, and all others put off.
    int firstInFlight = 16;
    inbox.awaits(firstInFlight + 1);
    assertThat(inbox.distinct()).isLessThan(EVENTS / 2);
    inbox.releases();

    long began = System.nanoTime();
    inbox.awaitsDistinct(EVENTS, SOON);
    System.out.printf(
        "all that was put off behind a receiver that hung came within %d ms%n",
        Duration.ofNanos(System.nanoTime() - began).toMillis());
  }
}
