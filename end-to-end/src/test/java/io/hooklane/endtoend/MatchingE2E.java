package io.hooklane.endtoend;

import static io.hooklane.endtoend.Event.anEvent;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Which endpoints get a message: types, groups, channels, environments (C2–C6, O2, O8, G1). */
@EndToEnd
class MatchingE2E {

  private final Hooklane hooklane;
  private final Application application;
  private final Inbox inbox;

  MatchingE2E(Hooklane hooklane) {
    this.hooklane = hooklane;
    this.application = hooklane.anApplication();
    this.inbox = hooklane.receiver().inbox();
  }

  @Test
  void anEndpointOnAChannelGetsOnlyThatChannelsMessages() {
    Endpoint endpoint = application.anEndpoint().at(inbox).onChannels("client_A").created();
    Event other = anEvent("card.issued").on("client_B");
    Event none = anEvent("card.issued");
    Event wanted = anEvent("card.issued").on("client_A");

    new Routing(application, endpoint, inbox).sendsOnly(List.of(other, none, wanted), wanted);
  }

  @Test
  void anEndpointWithoutChannelsGetsAllOfItsEnvironmentAndNothingOfAnother() {
    Endpoint endpoint = application.anEndpoint().at(inbox).created();
    Application elsewhere = Application.create(hooklane, hooklane.test());
    Inbox inboxElsewhere = hooklane.receiver().inbox();
    Endpoint endpointElsewhere = elsewhere.anEndpoint().at(inboxElsewhere).created();
    Event foreign = anEvent("card.issued");
    new Routing(elsewhere, endpointElsewhere, inboxElsewhere).sendsOnly(List.of(foreign), foreign);
    Event onA = anEvent("card.issued").on("client_A");
    Event onB = anEvent("card.issued").on("client_B");
    Event none = anEvent("card.issued");

    new Routing(application, endpoint, inbox).sendsOnly(List.of(onA, onB, none), onA, onB, none);

    assertThat(inbox.received(foreign)).isEmpty();
    assertThat(inboxElsewhere.count()).isEqualTo(1);
    assertThat(hooklane.test().get(application.path()).status()).isEqualTo(404);
    assertThat(hooklane.live().get(elsewhere.path()).status()).isEqualTo(404);
  }

  @Test
  void aMessageOnTwoOfAnEndpointsChannelsIsSentOnceAndCaseMatters() {
    Endpoint endpoint =
        application.anEndpoint().at(inbox).onChannels("agent_X", "client_A").created();
    Event otherCase = anEvent("card.issued").on("Client_A");
    Event both = anEvent("card.issued").on("client_A", "agent_X");

    new Routing(application, endpoint, inbox).sendsOnly(List.of(otherCase, both), both);
  }

  @Test
  void aChangeOfChannelsHoldsForTheNextMessage() {
    Endpoint endpoint = application.anEndpoint().at(inbox).onChannels("client_A").created();
    Event before = anEvent("card.issued").on("client_A");
    new Routing(application, endpoint, inbox).sendsOnly(List.of(before), before);

    endpoint.edit("channels", List.of("client_B"));

    Event onOld = anEvent("card.issued").on("client_A");
    Event onNew = anEvent("card.issued").on("client_B");
    new Routing(application, endpoint, inbox).sendsOnly(List.of(onOld, onNew), onNew);
  }

  @Test
  void channelAndTypeMustBothMatch() {
    Endpoint endpoint =
        application.anEndpoint().at(inbox).forTypes("card.issued").onChannels("client_A").created();
    Event otherType = anEvent("card.blocked").on("client_A");
    Event otherChannel = anEvent("card.issued").on("client_B");
    Event wanted = anEvent("card.issued").on("client_A");

    new Routing(application, endpoint, inbox)
        .sendsOnly(List.of(otherType, otherChannel, wanted), wanted);
  }

  @Test
  void aGroupMatchesItsTypesOnly() {
    Endpoint endpoint = application.anEndpoint().at(inbox).forTypes("order.*").created();
    Event other = anEvent("item.change_quantity");
    Event prefixOnly = anEvent("orders.reminder");
    Event deep = anEvent("order.reminder.second");
    Event wanted = anEvent("order.reminder");

    new Routing(application, endpoint, inbox)
        .sendsOnly(List.of(other, prefixOnly, deep, wanted), deep, wanted);
  }

  @Test
  void patternsCanBeJoined() {
    hooklane.registers(List.of("item.change_quantity"));
    Endpoint endpoint =
        application.anEndpoint().at(inbox).forTypes("order.*|item.change_quantity").created();
    Event other = anEvent("item.create");
    Event first = anEvent("order.reminder");
    Event second = anEvent("item.change_quantity");

    new Routing(application, endpoint, inbox)
        .sendsOnly(List.of(other, first, second), first, second);
  }

  @Test
  void twoEndpointsOnOneTargetAreTwoPostsAndOneWhenOneIsDisabled() {
    Endpoint a = application.anEndpoint().at(inbox).created();
    Endpoint b = application.anEndpoint().at(inbox).created();
    Event first = anEvent("order.reminder");
    application.publish(first);
    inbox.awaits(2);

    a.disable();

    Event second = anEvent("order.reminder");
    String message = application.publish(second);
    inbox.awaits(second);
    application.log().awaitStatus(message, b, DeliveryLog.SUCCESS);
    assertThat(application.log().endpointsOf(message)).containsExactly(b.id());
    assertThat(inbox.received(first)).hasSize(2);
    assertThat(inbox.received(second)).hasSize(1);
    assertThat(inbox.received(first).stream().map(Received::webhookId).distinct()).hasSize(1);
  }
}
