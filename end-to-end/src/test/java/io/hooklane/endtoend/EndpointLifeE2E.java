package io.hooklane.endtoend;

import static io.hooklane.endtoend.Event.anEvent;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An endpoint's life: made, read, edited, disabled, deleted (G5–G8, O1, O9, O10). */
@EndToEnd
class EndpointLifeE2E {

  private final Hooklane hooklane;
  private final Application application;
  private final Inbox inbox;

  EndpointLifeE2E(Hooklane hooklane) {
    this.hooklane = hooklane;
    this.application = hooklane.anApplication();
    this.inbox = hooklane.receiver().inbox();
  }

  @Test
  void anEventPublishedRightAfterThe201ArrivesAHundredTimesInARow() {
    for (int i = 0; i < 100; i++) {
      Application fresh = hooklane.anApplication();
      Inbox there = hooklane.receiver().inbox();
      Event byRest = anEvent("order.reminder");
      Event byKafka = anEvent("order.reminder");
      fresh.anEndpoint().at(there).forTypes("order.*").created();

      fresh.publish(byRest);
      hooklane.events().publishBinary(fresh.id(), byKafka);

      there.awaits(byRest);
      there.awaits(byKafka);
    }
  }

  @Test
  void readsBackAsItWasMade() {
    Endpoint endpoint =
        application
            .anEndpoint()
            .at(inbox)
            .with("description", "orders of the shop")
            .forTypes("order.reminder", "order.cancel")
            .created();

    JsonNode got = application.api().get(endpoint.path()).expect(200).json();
    JsonNode listed =
        application.api().get(application.path() + "/endpoint").expect(200).json().path("data");

    assertThat(got.path("url").asText()).isEqualTo(inbox.url());
    assertThat(got.path("description").asText()).isEqualTo("orders of the shop");
    assertThat(got.path("eventTypes")).hasSize(2);
    assertThat(got).isEqualTo(endpoint.made());
    assertThat(listed).hasSize(1);
    assertThat(listed.get(0)).isEqualTo(got);
  }

  @Test
  void anEditHoldsForTheNextEventAndADeletedOneIsGoneAndSilent() {
    Endpoint endpoint = application.anEndpoint().at(inbox).forTypes("order.reminder").created();
    hooklane.registers(List.of("order.cancel"));

    endpoint.edit("eventTypes", List.of("order.cancel"));

    Event old = anEvent("order.reminder");
    Event now = anEvent("order.cancel");
    new Routing(application, endpoint, inbox).sendsOnly(List.of(old, now), now);

    endpoint.delete();

    Inbox witnessInbox = hooklane.receiver().inbox();
    Endpoint witness = application.anEndpoint().at(witnessInbox).created();
    Event late = anEvent("order.cancel");
    String message = application.publish(late);
    witnessInbox.awaits(late);
    application.log().awaitStatus(message, witness, DeliveryLog.SUCCESS);
    assertThat(application.log().endpointsOf(message)).containsExactly(witness.id());
    assertThat(inbox.received(late)).isEmpty();
    application.api().get(endpoint.path()).expect(404);
  }

  @Test
  void typesArriveUnderExactlyTheirNamesAndA204IsSuccessWithOneAttempt() {
    for (String type : List.of("authorisation.enabled", "ledger_alldata.primary_sync.complete")) {
      Inbox there = hooklane.receiver().inbox().answers(204);
      Endpoint endpoint = application.anEndpoint().at(there).forTypes(type).created();
      Event event = anEvent(type);

      String message = application.publish(event);

      assertThat(there.awaits(event).webhookId()).isEqualTo(message);
      application.log().awaitStatus(message, endpoint, DeliveryLog.SUCCESS);
      assertThat(application.log().attempts(message)).hasSize(1);
      assertThat(application.log().attempts(message).getFirst().code()).isEqualTo(204);
      JsonNode recorded =
          application.api().get(application.path() + "/msg/" + message).expect(200).json();
      assertThat(recorded.path("eventType").asText()).isEqualTo(type);
    }
  }

  @Test
  void whatHappenedWhileItWasDisabledIsNotSentAfterwardsAndEditsMadeThenHold() {
    Endpoint endpoint = application.anEndpoint().at(inbox).forTypes("order.reminder").created();
    hooklane.registers(List.of("order.cancel"));

    endpoint.disable();
    Event missed = anEvent("order.reminder");
    String missedMessage = application.publish(missed);
    endpoint.edit("eventTypes", List.of("order.cancel"));
    endpoint.enable();

    Event old = anEvent("order.reminder");
    Event now = anEvent("order.cancel");
    new Routing(application, endpoint, inbox).sendsOnly(List.of(old, now), now);
    assertThat(application.log().endpointsOf(missedMessage)).isEmpty();
    assertThat(inbox.received(missed)).isEmpty();
  }

  @Test
  void whatHappenedWhileItWasDisabledIsNotSentThoughItIsEnabledAtOnceTwentyTimesInARow() {
    Endpoint endpoint = application.anEndpoint().at(inbox).forTypes("order.reminder").created();
    for (int i = 0; i < 20; i++) {
      Event missed = anEvent("order.reminder");
      Event after = anEvent("order.reminder");

      endpoint.disable();
      String missedMessage = application.publish(missed);
      endpoint.enable();
      application.publish(after);

      inbox.awaits(after);
      assertThat(application.log().endpointsOf(missedMessage)).isEmpty();
      assertThat(inbox.received(missed)).isEmpty();
    }
  }
}
