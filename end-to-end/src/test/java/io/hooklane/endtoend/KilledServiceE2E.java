package io.hooklane.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** A service that is killed with messages in flight loses none of them (X5). */
@EndToEnd
@Isolated
@Order(Integer.MAX_VALUE - 1)
class KilledServiceE2E {

  private static final int EVENTS = 2_000;

  private final Hooklane hooklane;

  KilledServiceE2E(Hooklane hooklane) {
    this.hooklane = hooklane;
  }

  @Test
  void everyEventArrivesAfterTheDispatcherIsKilledWithAllOfThemInFlight() {
    Load load = new Load(hooklane, 10).unanswered();
    load.publish(EVENTS);
    load.awaitReceived(100);

    Hooklane.ServiceProcess dispatcher = hooklane.standalone().process("dispatcher");
    dispatcher.kill();
    load.answered();

    nothingIsLost("dispatcher", dispatcher, load);
  }

  @Test
  void everyEventArrivesAfterTheSubscriptionServiceIsKilledWhileItResolvesThem() {
    Load load = new Load(hooklane, 10).answeredAfter(Duration.ofMillis(100));
    Hooklane.ServiceProcess subscription = hooklane.standalone().process("subscription");
    subscription.signal("STOP");
    load.publish(EVENTS);

    subscription.signal("CONT");
    load.awaitReceived(1);
    subscription.kill();

    nothingIsLost("subscription", subscription, load);
  }

  @Test
  void everyEventArrivesAfterIngestIsKilledWhileItReadsThem() {
    Load load = new Load(hooklane, 10).answeredAfter(Duration.ofMillis(100));
    Hooklane.ServiceProcess ingest = hooklane.standalone().process("ingest");
    ingest.signal("STOP");
    load.publishOnKafka(EVENTS);

    ingest.signal("CONT");
    load.awaitReceived(1);
    ingest.kill();

    nothingIsLost("ingest", ingest, load);
  }

  @Test
  void everyDeliveryIsRecordedAfterTheDeliveryLogIsKilled() {
    Load load = new Load(hooklane, 10).answeredAfter(Duration.ofMillis(200));
    load.publishOnKafka(EVENTS);
    load.awaitReceived(1);

    Hooklane.ServiceProcess log = hooklane.standalone().process("delivery-log");
    log.kill();

    nothingIsLost("delivery-log", log, load);
    everyRequestIsOneAttempt(load);
  }

  @Test
  void everyAttemptIsRecordedOnceAfterPostgresWasStopped() {
    Load load = new Load(hooklane, 10).answeredAfter(Duration.ofMillis(100));
    hooklane
        .standalone()
        .process("postgres")
        .stoppedDuring(
            () -> {
              load.publishOnKafka(EVENTS);
              load.awaitAll(Duration.ofSeconds(60));
            });

    everyRequestIsOneAttempt(load);
    assertThat(load.tally().lost()).isZero();
  }

  /** Nothing was done to the dispatcher, so each request is reported once. */
  private static void everyRequestIsOneAttempt(Load load) {
    List<String> attempts =
        await("as many attempts as requests")
            .atMost(Duration.ofSeconds(60))
            .pollInterval(Duration.ofMillis(200))
            .ignoreExceptionsMatching(AssertionError.class::isInstance)
            .until(load::recordedAttempts, all -> all.size() >= load.received());
    System.out.printf("%d requests, %d attempts recorded%n", load.received(), attempts.size());
    assertThat(attempts).hasSize(load.received()).doesNotHaveDuplicates();
  }

  private void nothingIsLost(String service, Hooklane.ServiceProcess killed, Load load) {
    final int receivedBefore = load.received();
    final long began = System.nanoTime();
    await(service + " to be restarted and ready")
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(200))
        .ignoreExceptionsInstanceOf(UncheckedIOException.class)
        .until(
            () -> {
              Hooklane.ServiceProcess now = hooklane.standalone().process(service);
              return now.pid() != killed.pid() && now.ready();
            });
    Duration away = Duration.ofNanos(System.nanoTime() - began);
    load.awaitAll(Duration.ofSeconds(60));
    Load.Tally tally = load.tally();
    System.out.printf(
        "kill -9 %s: %d requests before, ready again after %d ms, %s, %d duplicates%n",
        service, receivedBefore, away.toMillis(), tally, tally.duplicates());
    assertThat(receivedBefore).isLessThan(EVENTS);
    assertThat(tally.lost()).isZero();
    assertThat(tally.unlogged()).isZero();
    assertThat(tally.invented()).isZero();
  }
}
