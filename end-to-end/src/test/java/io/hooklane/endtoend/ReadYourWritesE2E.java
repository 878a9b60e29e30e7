package io.hooklane.endtoend;

import static io.hooklane.endtoend.Event.anEvent;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * What a change answered with 2xx holds for the very next event, whatever kind of change it is and
 * however busy the product is with others (G6, O1, O9).
 */
@EndToEnd
class ReadYourWritesE2E {

  private static final int ROUNDS = 20;

  private final Hooklane hooklane;

  ReadYourWritesE2E(Hooklane hooklane) {
    this.hooklane = hooklane;
  }

  @Test
  void theNextEventFollowsEachKindOfChangeWhileOthersChangeThings() {
    Map<String, Runnable> kinds = new LinkedHashMap<>();
    kinds.put("create and delete", this::createAndDelete);
    kinds.put("disable and enable", this::disableAndEnable);
    kinds.put("url", this::url);
    kinds.put("event types", this::eventTypes);
    kinds.put("channels", this::channels);
    kinds.put("secret", this::secret);
    kinds.put("application deleted", this::applicationDeleted);
    kinds.put("event type archived", this::eventTypeArchived);
    List<Callable<@Nullable String>> calls = new ArrayList<>();
    kinds.forEach((name, rounds) -> calls.add(() -> faultOf(name, rounds)));

    try (BackgroundChanges background = new BackgroundChanges(hooklane)) {
      assertThat(AtOnce.all(kinds.size(), calls)).isEmpty();
      System.out.printf(
          "read your writes: %d rounds of %d kinds beside %d other changes%n",
          ROUNDS, kinds.size(), background.made());
      assertThat(background.made()).isGreaterThan(ROUNDS);
    }
  }

  private void createAndDelete() {
    Subject subject = new Subject();
    for (int round = 0; round < ROUNDS; round++) {
      Inbox fresh = hooklane.receiver().inbox();
      Endpoint endpoint = subject.application.anEndpoint().at(fresh).created();
      Event wanted = subject.published(round);
      fresh.awaits(wanted);
      endpoint.delete();
      subject.witness.awaits(subject.published(round));
      subject.gotOnly(fresh, List.of(wanted));
    }
  }

  private void disableAndEnable() {
    Subject subject = new Subject();
    Inbox inbox = hooklane.receiver().inbox();
    Endpoint endpoint = subject.application.anEndpoint().at(inbox).created();
    List<Event> wanted = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      endpoint.disable();
      // What is on Kafka is accepted only when it is read, which may be after the change.
      subject.application.publish(anEvent("write.event"));
      endpoint.enable();
      wanted.add(subject.published(round));
      inbox.awaits(wanted.getLast());
    }
    subject.gotOnly(inbox, wanted);
  }

  private void url() {
    Subject subject = new Subject();
    Inbox first = hooklane.receiver().inbox();
    Inbox second = hooklane.receiver().inbox();
    Endpoint endpoint = subject.application.anEndpoint().at(first).created();
    Map<Inbox, List<Event>> wanted = Map.of(first, new ArrayList<>(), second, new ArrayList<>());
    for (int round = 0; round < ROUNDS; round++) {
      Inbox to = round % 2 == 0 ? second : first;
      endpoint.edit("url", to.url());
      Event event = subject.published(round);
      to.awaits(event);
      wanted.getOrDefault(to, List.of()).add(event);
    }
    wanted.forEach(subject::gotOnly);
  }

  private void eventTypes() {
    Subject subject = new Subject();
    Inbox inbox = hooklane.receiver().inbox();
    List<String> types = List.of("write.a." + UUID.randomUUID(), "write.b." + UUID.randomUUID());
    Endpoint endpoint = subject.application.anEndpoint().at(inbox).created();
    hooklane.registers(types);
    List<Event> wanted = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      String now = types.get(round % 2);
      endpoint.edit("eventTypes", List.of(now));
      subject.published(anEvent(types.get(1 - round % 2)), round);
      wanted.add(subject.published(anEvent(now), round));
      inbox.awaits(wanted.getLast());
    }
    subject.gotOnly(inbox, wanted);
  }

  private void channels() {
    Subject subject = new Subject();
    Inbox inbox = hooklane.receiver().inbox();
    Endpoint endpoint = subject.application.anEndpoint().at(inbox).onChannels("c0").created();
    List<Event> wanted = new ArrayList<>();
    for (int round = 1; round <= ROUNDS; round++) {
      endpoint.edit("channels", List.of("c" + round));
      subject.published(anEvent("write.event").on("c" + (round - 1)), round);
      wanted.add(subject.published(anEvent("write.event").on("c" + round), round));
      inbox.awaits(wanted.getLast());
    }
    subject.gotOnly(inbox, wanted);
  }

  private void secret() {
    for (int round = 0; round < ROUNDS; round++) {
      Subject subject = new Subject();
      Inbox inbox = hooklane.receiver().inbox();
      Endpoint endpoint = subject.application.anEndpoint().at(inbox).created();
      endpoint.application().api().post(endpoint.path() + "/secret/rotate", Map.of()).expect(204);
      inbox.awaits(subject.published(round)).verify(endpoint.secret());
    }
  }

  private void applicationDeleted() {
    for (int round = 0; round < ROUNDS; round++) {
      Application application = hooklane.anApplication();
      Inbox inbox = hooklane.receiver().inbox();
      application.anEndpoint().at(inbox).created();
      application.api().delete(application.path()).expect(204);
      application.tryToPublish(anEvent("write.event")).expect(404);
      hooklane.events().publishBinary(application.id(), anEvent("write.event"));
      assertThat(inbox.received()).isEmpty();
    }
  }

  private void eventTypeArchived() {
    Subject subject = new Subject();
    for (int round = 0; round < ROUNDS; round++) {
      String type = "write.type." + UUID.randomUUID();
      hooklane.registers(List.of(type));
      hooklane.live().delete("/api/v1/event-type/" + type).expect(204);
      subject
          .application
          .anEndpoint()
          .at(hooklane.receiver().inbox())
          .with("eventTypes", List.of(type))
          .attempted()
          .expect(422);
    }
  }

  private static @Nullable String faultOf(String name, Runnable rounds) {
    try {
      rounds.run();
      return null;
    } catch (RuntimeException | AssertionError e) {
      return name + ": " + e;
    }
  }

  /** An application and an endpoint that takes everything, which shows when an event is through. */
  private final class Subject {

    private final Application application = hooklane.anApplication();
    private final Inbox witness = hooklane.receiver().inbox();
    private final List<Event> last = new ArrayList<>();

    Subject() {
      application.anEndpoint().at(witness).created();
    }

    private Event published(int round) {
      return published(anEvent("write.event"), round);
    }

    /** By REST and on Kafka in turns. */
    private Event published(Event event, int round) {
      if (round % 2 == 0) {
        application.publish(event);
      } else {
        hooklane.events().publishBinary(application.id(), event);
      }
      return event;
    }

    /** Lets everything through that was published, and then compares. */
    private void gotOnly(Inbox inbox, List<Event> wanted) {
      last.add(published(0));
      last.add(published(1));
      last.forEach(witness::awaits);
      assertThat(inbox.received())
          .map(Received::text)
          .isSubsetOf(
              Stream.concat(wanted.stream(), last.stream())
                  .map(event -> new String(event.payload(), UTF_8))
                  .toList());
    }
  }
}
