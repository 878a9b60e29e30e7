package io.hooklane.subscription.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.hooklane.contracts.configuration.Configuration;
import io.hooklane.contracts.id.EndpointId;
import io.hooklane.contracts.id.EnvironmentId;
import io.hooklane.contracts.message.Message;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class RoutingTableTest {

  private final Fixtures fixtures = new Fixtures();
  private final RoutingTable table = new RoutingTable();

  RoutingTableTest() {
    table.changed(fixtures.anEnvironment(true));
    table.changed(fixtures.anApplication());
  }

  @Example
  void anEndpointWithoutEventTypesGetsAll() {
    EndpointId endpoint = add(List.of(), List.of());

    assertThat(routed("order.created")).containsExactly(endpoint);
    assertThat(routed("x")).containsExactly(endpoint);
  }

  @Example
  void aGroupIsAllTypesBelowItsName() {
    EndpointId orders = add(List.of("order.*"), List.of());
    EndpointId items = add(List.of("order.item.*"), List.of());

    assertThat(routed("order.reminder")).containsExactly(orders);
    assertThat(routed("order.item.changed")).containsExactly(orders, items);
    assertThat(routed("orders.reminder")).isEmpty();
    assertThat(routed("order")).isEmpty();
    assertThat(routed("item.change_quantity")).isEmpty();
  }

  @Example
  void aMessageFromBeforeAnEndpointIsActiveIsNotForIt() {
    Instant activeFrom = Fixtures.NOW.plusSeconds(60);
    Configuration.Endpoint endpoint = fixtures.anEndpointFrom(activeFrom);
    table.changed(endpoint);

    assertThat(table.routesOf(fixtures.aMessageOf(activeFrom.minusMillis(1)))).isEmpty();
    assertThat(table.routesOf(fixtures.aMessageOf(activeFrom)))
        .extracting(Route::endpoint)
        .containsExactly(endpoint.id());
    assertThat(table.routesOf(fixtures.aMessageOf(activeFrom.minusMillis(1)))).isEmpty();
  }

  @Example
  void severalPatternsThatMatchAreOneDelivery() {
    EndpointId endpoint =
        add(List.of("order.*|order.created", "order.created", "item.changed"), List.of());

    assertThat(routed("order.created")).containsExactly(endpoint);
    assertThat(routed("item.changed")).containsExactly(endpoint);
    assertThat(routed("item.removed")).isEmpty();
  }

  @Example
  void anEndpointWithChannelsGetsOnlyMessagesThatShareOne() {
    EndpointId one = add(List.of(), List.of("client_A", "agent_X"));
    EndpointId all = add(List.of(), List.of());

    assertThat(routed("a", "client_A", "agent_X")).containsExactly(one, all);
    assertThat(routed("a", "client_B")).containsExactly(all);
    assertThat(routed("a", "Client_A")).containsExactly(all);
    assertThat(routed("a")).containsExactly(all);
  }

  @Example
  void typeAndChannelMustBothMatch() {
    EndpointId endpoint = add(List.of("order.created"), List.of("client_A"));

    assertThat(routed("order.created", "client_A")).containsExactly(endpoint);
    assertThat(routed("order.created", "client_B")).isEmpty();
    assertThat(routed("order.paid", "client_A")).isEmpty();
  }

  @Example
  void aMessageForOneEndpointGoesThereAloneWhateverThatAsksFor() {
    EndpointId picky = add(List.of("order.created"), List.of("client_A"));
    add(List.of(), List.of());

    assertThat(routed(fixtures.aMessageTo(picky, "item.removed"))).containsExactly(picky);
  }

  @Example
  void aMessageForADisabledOrForeignEndpointReachesNobody() {
    Configuration.Endpoint endpoint = fixtures.anEndpoint(List.of(), List.of());
    table.changed(endpoint);
    add(List.of(), List.of());

    assertThat(routed(new Fixtures(7).aMessageTo(endpoint.id(), "a"))).isEmpty();
    table.changed(fixtures.disabled(endpoint));
    assertThat(routed(fixtures.aMessageTo(endpoint.id(), "a"))).isEmpty();
  }

  @Example
  void aChangeHoldsForTheNextMessage() {
    Configuration.Endpoint endpoint = fixtures.anEndpoint(List.of("a"), List.of());
    table.changed(endpoint);
    assertThat(routed("a")).containsExactly(endpoint.id());

    table.changed(fixtures.disabled(endpoint));
    assertThat(routed("a")).isEmpty();

    table.changed(endpoint);
    assertThat(routed("a")).containsExactly(endpoint.id());

    table.removed(endpoint.key());
    assertThat(routed("a")).isEmpty();
  }

  @Example
  void nothingIsRoutedWhileWebhooksAreOffOrTheApplicationIsGone() {
    EndpointId endpoint = add(List.of(), List.of());

    table.changed(fixtures.anEnvironment(false));
    assertThat(routed("a")).isEmpty();

    table.changed(fixtures.anEnvironment(true));
    assertThat(routed("a")).containsExactly(endpoint);

    table.removed(fixtures.anApplication().key());
    assertThat(routed("a")).isEmpty();
  }

  @Example
  void aMessageOfAnotherEnvironmentReachesNobody() {
    add(List.of(), List.of());
    Message foreign =
        new Message(
            fixtures.aMessage("a").id(),
            EnvironmentId.random(Fixtures.NOW, new Random(7)),
            fixtures.application,
            "a",
            null,
            List.of(),
            List.of(),
            Fixtures.NOW,
            null,
            Message.JSON,
            null,
            false);

    assertThat(table.routesOf(foreign)).isEmpty();
  }

  /** The table against the rule said in the plainest way, event by event. */
  @Property(tries = 300)
  void routesAsTheRuleSays(
      @ForAll("endpoints") List<Configuration.Endpoint> endpoints,
      @ForAll("types") List<String> types,
      @ForAll("channels") List<String> channels) {
    endpoints.forEach(table::changed);

    for (String type : types) {
      List<EndpointId> expected =
          endpoints.stream()
              .filter(endpoint -> plainly(endpoint, type, channels))
              .map(Configuration.Endpoint::id)
              .toList();
      assertThat(routed(type, channels.toArray(String[]::new)))
          .containsExactlyInAnyOrderElementsOf(expected);
    }
    endpoints.forEach(endpoint -> table.removed(endpoint.key()));
  }

  private static boolean plainly(
      Configuration.Endpoint endpoint, String type, List<String> channels) {
    boolean typeMatches =
        endpoint.eventTypes().isEmpty()
            || endpoint.eventTypes().stream()
                .anyMatch(
                    pattern ->
                        pattern.endsWith("*")
                            ? type.matches(pattern.replace(".*", "\\..*"))
                            : pattern.equals(type));
    boolean channelMatches =
        endpoint.channels().isEmpty() || !Collections.disjoint(endpoint.channels(), channels);
    return typeMatches && channelMatches && !endpoint.disabled();
  }

  @Provide
  Arbitrary<List<Configuration.Endpoint>> endpoints() {
    Arbitrary<List<String>> patterns =
        Arbitraries.of("a", "a.b", "a.b.c", "a.*", "a.b.*", "ab.*", "b").list().ofMaxSize(3);
    return Combinators.combine(patterns, channels(), Arbitraries.of(true, false))
        .as(
            (types, channels, disabled) -> {
              Configuration.Endpoint endpoint = fixtures.anEndpoint(types, channels);
              return disabled ? fixtures.disabled(endpoint) : endpoint;
            })
        .list()
        .ofMaxSize(6);
  }

  @Provide
  Arbitrary<List<String>> types() {
    return Arbitraries.of("a", "a.b", "a.b.c", "a.b.c.d", "ab", "ab.c", "b", "c").list();
  }

  @Provide
  Arbitrary<List<String>> channels() {
    return Arbitraries.of("x", "X", "y").list().uniqueElements().ofMaxSize(2);
  }

  private EndpointId add(List<String> eventTypes, List<String> channels) {
    Configuration.Endpoint endpoint = fixtures.anEndpoint(eventTypes, channels);
    table.changed(endpoint);
    return endpoint.id();
  }

  private List<EndpointId> routed(String eventType, String... channels) {
    return routed(fixtures.aMessage(eventType, channels));
  }

  private List<EndpointId> routed(Message message) {
    return table.routesOf(message).stream().map(Route::endpoint).toList();
  }
}
