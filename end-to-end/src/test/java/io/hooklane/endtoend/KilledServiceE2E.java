package io.hooklane.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.UncheckedIOException;
import java.time.Duration;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A service that is killed with messages in flight loses none of them (X5). */
@EndToEnd
@Order(Integer.MAX_VALUE - 1)
class KilledServiceE2E {

  private static final int EVENTS = 2_000;

  private final Hooklane hooklane;

  KilledServiceE2E(Hooklane hooklane) {
    this.hooklane = hooklane;
  }

  @ParameterizedTest
  @ValueSource(strings = {"dispatcher", "subscription"})
  void everyAcknowledgedEventArrivesAfterTheSupervisorRestartsIt(String service) {
    Load load = new Load(hooklane, 10, Duration.ofMillis(200));
    Hooklane.ServiceProcess before = hooklane.standalone().process(service);

    load.publish(EVENTS);
    int receivedAtKill = load.received();
    before.kill();
    long killed = System.nanoTime();

    await(service + " to be restarted and ready")
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(200))
        .ignoreExceptionsInstanceOf(UncheckedIOException.class)
        .until(
            () -> {
              Hooklane.ServiceProcess now = hooklane.standalone().process(service);
              return now.pid() != before.pid() && now.ready();
            });
    Duration away = Duration.ofNanos(System.nanoTime() - killed);
    load.awaitAll(Duration.ofSeconds(60));
    Load.Tally tally = load.tally();
    System.out.printf(
        "kill -9 %s: %d of %d received before, ready again after %d ms, %s, %d duplicates%n",
        service, receivedAtKill, EVENTS, away.toMillis(), tally, tally.duplicates());
    assertThat(receivedAtKill).isLessThan(EVENTS);
    assertThat(tally.lost()).isZero();
    assertThat(tally.unlogged()).isZero();
    assertThat(tally.invented()).isZero();
  }
}
