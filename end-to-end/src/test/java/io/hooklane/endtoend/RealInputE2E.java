package io.hooklane.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The real input: every one of GitHub's example payloads, by each way in. */
@EndToEnd
class RealInputE2E {

  private final Hooklane hooklane;
  private final List<Event> payloads = Payloads.ofGitHub();
  private final Application application;
  private final Inbox inbox;
  private final Endpoint endpoint;

  RealInputE2E(Hooklane hooklane) {
    this.hooklane = hooklane;
    this.application = hooklane.anApplication();
    this.inbox = hooklane.receiver().inbox();
    this.endpoint = application.anEndpoint().at(inbox).forTypes("github.*").created();
  }

  @Test
  void arrivesByteForByteFromKafkaInBinaryMode() {
    payloads.stream()
        .map(event -> hooklane.events().sendBinary(application.id(), event))
        .toList()
        .forEach(Events::join);

    allArriveOnceSignedAndUnchanged();
  }

  @Test
  void arrivesByteForByteFromKafkaInStructuredMode() {
    payloads.stream()
        .map(event -> hooklane.events().sendStructured(application.id(), event))
        .toList()
        .forEach(Events::join);

    allArriveOnceSignedAndUnchanged();
  }

  @Test
  void arrivesByteForByteFromRest() {
    payloads.forEach(application::publish);

    allArriveOnceSignedAndUnchanged();
  }

  private void allArriveOnceSignedAndUnchanged() {
    inbox.awaits(payloads.size());
    Event last = Event.anEvent("github.last");
    application.publish(last);
    inbox.awaits(last);
    assertThat(inbox.count()).isEqualTo(payloads.size() + 1);

    String secret = endpoint.secret();
    Map<String, String> messages = application.log().awaitMessages(payloads.size() + 1);
    Map<String, Received> byMessage =
        inbox.received().stream()
            .collect(Collectors.toMap(Received::webhookId, Function.identity()));
    for (Event event : payloads) {
      Received received =
          Objects.requireNonNull(byMessage.get(messages.get(event.id())), event.type());
      assertThat(received.body()).as(event.type()).isEqualTo(event.payload());
      assertThat(received.method()).isEqualTo("POST");
      assertThat(received.header("content-type")).startsWith("application/json");
      received.verify(secret);
    }
  }
}
