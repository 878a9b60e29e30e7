package io.hooklane.endtoend;

import static org.awaitility.Awaitility.await;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * Many events for several applications of one endpoint each, and the oracle: what was acknowledged,
 * what the receiver got and what the log says must agree.
 */
final class Load {

  private static final int PUBLISHERS = 8;

  private final Hooklane hooklane;
  private final List<Lane> lanes = new ArrayList<>();
  private final Map<String, Lane> acknowledged = new ConcurrentHashMap<>();

  /**
   * @param endpoints how many, each of an application of its own
   */
  Load(Hooklane hooklane, int endpoints) {
    this.hooklane = hooklane;
    for (int i = 0; i < endpoints; i++) {
      Application application = hooklane.anApplication();
      Inbox inbox = hooklane.receiver().inbox();
      lanes.add(new Lane(application, application.anEndpoint().at(inbox).created(), inbox));
    }
  }

  /** Its receivers take their time. */
  Load answeredAfter(Duration time) {
    lanes.forEach(lane -> lane.inbox().answersAfter(time));
    return this;
  }

  /** Its receivers do not answer until released. */
  Load unanswered() {
    lanes.forEach(lane -> lane.inbox().hangs());
    return this;
  }

  /** Its receivers answer at once from now on. */
  void answered() {
    lanes.forEach(lane -> lane.inbox().releases());
  }

  /** Publishes on Kafka; returns when all of it is acknowledged. */
  void publishOnKafka(int events) {
    List<Future<RecordMetadata>> sent = new ArrayList<>();
    for (int i = 0; i < events; i++) {
      Lane lane = lanes.get(i % lanes.size());
      Event event = Event.anEvent("load.event");
      acknowledged.put(event.id(), lane);
      sent.add(hooklane.events().sendBinary(lane.application().id(), event));
    }
    sent.forEach(Events::join);
  }

  /** Publishes, half by REST and half on Kafka; returns when all of it is acknowledged. */
  void publish(int events) {
    List<Future<?>> byRest = new ArrayList<>();
    List<Future<RecordMetadata>> byKafka = new ArrayList<>();
    try (ExecutorService publishers = Executors.newFixedThreadPool(PUBLISHERS)) {
      for (int i = 0; i < events; i++) {
        Lane lane = lanes.get(i / 2 % lanes.size());
        Event event = Event.anEvent("load.event");
        acknowledged.put(event.id(), lane);
        if (i % 2 == 0) {
          byRest.add(publishers.submit(() -> publishUntilAcknowledged(lane.application(), event)));
        } else {
          byKafka.add(hooklane.events().sendBinary(lane.application().id(), event));
        }
      }
      byKafka.forEach(Events::join);
      for (Future<?> publish : byRest) {
        publish.get(2, TimeUnit.MINUTES);
      }
    } catch (Exception e) {
      throw new AssertionError("Not all events were taken", e);
    }
  }

  /** How many requests came so far, repeats included. */
  int received() {
    return lanes.stream().mapToInt(lane -> lane.inbox().count()).sum();
  }

  /** Waits until at least so many requests came. */
  void awaitReceived(int least) {
    await(least + " requests")
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(2))
        .until(() -> received() >= least);
  }

  /** Waits until each acknowledged event came at least once. */
  void awaitAll(Duration patience) {
    await("arrival of all " + acknowledged.size() + " acknowledged events")
        .atMost(patience)
        .pollInterval(Duration.ofMillis(200))
        .until(() -> distinct() >= acknowledged.size());
  }

  /**
   * Compares the three records.
   *
   * @return what it found
   */
  Tally tally() {
    int lost = 0;
    int unlogged = 0;
    int invented = 0;
    for (Lane lane : lanes) {
      Set<String> events = eventsOf(lane);
      Map<String, String> messages = lane.application().log().awaitMessages(events.size());
      Set<String> wanted = new HashSet<>();
      events.forEach(event -> wanted.add(messages.getOrDefault(event, event)));
      Set<String> got = new HashSet<>();
      lane.inbox().received().forEach(request -> got.add(request.webhookId()));
      Set<String> logged =
          await()
              .atMost(Duration.ofSeconds(30))
              .until(
                  () -> lane.application().log().takenBy(lane.endpoint()),
                  taken -> taken.size() >= wanted.size());
      lost += missing(wanted, got);
      unlogged += missing(wanted, logged);
      invented += missing(got, wanted);
    }
    return new Tally(acknowledged.size(), received(), lost, unlogged, invented);
  }

  /** The ids of all attempts that are recorded, each as often as it is listed. */
  List<String> recordedAttempts() {
    return lanes.stream()
        .flatMap(lane -> lane.application().log().attemptsTo(lane.endpoint()).stream())
        .toList();
  }

  private Set<String> eventsOf(Lane lane) {
    Set<String> events = new HashSet<>();
    acknowledged.forEach(
        (event, of) -> {
          if (of == lane) {
            events.add(event);
          }
        });
    return events;
  }

  private int distinct() {
    return lanes.stream().mapToInt(lane -> lane.inbox().distinct()).sum();
  }

  private static int missing(Set<String> wanted, Set<String> there) {
    return (int) wanted.stream().filter(one -> !there.contains(one)).count();
  }

  /** A repeat of an event that was taken after all is refused as such, which acknowledges it. */
  private static void publishUntilAcknowledged(Application application, Event event) {
    await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(100))
        .pollDelay(Duration.ZERO)
        .until(
            () -> {
              try {
                int status = application.tryToPublish(event).status();
                return status == 202 || status == 409;
              } catch (UncheckedIOException e) {
                return false;
              }
            });
  }

  private record Lane(Application application, Endpoint endpoint, Inbox inbox) {}

  /**
   * What became of a load.
   *
   * @param received requests, repeats included
   * @param lost acknowledged but never received
   * @param unlogged acknowledged but not recorded as taken by the receiver
   * @param invented received but never acknowledged
   */
  record Tally(int acknowledged, int received, int lost, int unlogged, int invented) {

    int duplicates() {
      return received - (acknowledged - lost) - invented;
    }
  }
}
