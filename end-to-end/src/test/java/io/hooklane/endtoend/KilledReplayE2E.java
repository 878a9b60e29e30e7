package io.hooklane.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** A replay goes on where it was when the delivery log is killed in the middle of it. */
@EndToEnd
@Isolated
@Order(Integer.MAX_VALUE - 2)
class KilledReplayE2E {

  private static final int EVENTS = 2_000;

  private final Hooklane hooklane;
  private final Application application;
  private final Inbox inbox;

  KilledReplayE2E(Hooklane hooklane) {
    this.hooklane = hooklane;
    this.application = hooklane.anApplication();
    // So that it is killed before all of it is sent, however long this process has to wait.
    this.inbox = hooklane.receiver().inbox().answersAfter(Duration.ofMillis(100));
  }

  @Test
  void eachMessageIsSentOnce() {
    Instant begin = Instant.now().minusSeconds(5);
    for (int i = 0; i < EVENTS; i++) {
      hooklane.events().sendBinary(application.id(), Event.anEvent("load.event"));
    }
    application.log().awaitMessages(EVENTS);
    Endpoint endpoint = application.anEndpoint().at(inbox).created();
    Tasks tasks = new Tasks(endpoint);
    String task = tasks.start("replay-missing", begin);
    inbox.awaits(EVENTS / 4);

    final int receivedBefore = inbox.count();
    hooklane.standalone().process("delivery-log").kill();

    assertThat(tasks.finished(task)).isEqualTo(EVENTS);
    inbox.awaits(EVENTS);
    System.out.printf(
        "kill -9 delivery-log in a replay of %d: %d received before, %d in the end%n",
        EVENTS, receivedBefore, inbox.count());
    assertThat(receivedBefore).isLessThan(EVENTS);
    assertThat(inbox.distinct()).isEqualTo(EVENTS);
    assertThat(inbox.count()).isEqualTo(EVENTS);
  }
}
