package io.hooklane.dispatcher.lane;

import static org.assertj.core.api.Assertions.assertThat;

import io.hooklane.contracts.id.EndpointId;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class OutagesTest {

  private static final long NOW = Long.MAX_VALUE - 100;
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final Duration REST = Duration.ofNanos(Outage.SHORT_REST);
  private static final Outage OUTAGE = new Outage(NOW, 0, Outage.SHORT_REST);

  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final Outages outages = new Outages(metrics);
  private final EndpointId down = endpoint("1");

  @Test
  void fiveASecondAreLetThroughAndTheOthersRest() {
    outages.refused(down, OUTAGE, NOW);

    assertThat(rest(down, NOW)).isZero();
    assertThat(rest(down, NOW)).isEqualTo(REST);
    outages.refused(down, OUTAGE, NOW + SECOND / 10);
    assertThat(rest(down, NOW + SECOND / 5 - 1)).isEqualTo(REST);
    assertThat(rest(down, NOW + SECOND / 5)).isZero();
    assertThat(rest(down, NOW + SECOND / 5)).isEqualTo(REST);
    assertThat(metrics.get("hooklane.rested").counter().count()).isEqualTo(3);
  }

  @Test
  void ofAnotherEndpointNothingIsKnown() {
    refuses(down);

    assertThat(rest(endpoint("2"), NOW)).isZero();
    assertThat(rest(endpoint("2"), NOW)).isZero();
  }

  @Test
  void aRefusalCountsForASecond() {
    refuses(down);
    assertThat(rest(down, NOW + SECOND - 1)).isZero();

    assertThat(rest(down, NOW + SECOND - 1)).isEqualTo(REST);
    assertThat(rest(down, NOW + SECOND)).isZero();
  }

  @Test
  void whatComesBackRestsForDifferentPartsOfALongOutage() {
    Outage longer = new Outage(NOW - 150 * SECOND, 3_600 * SECOND, Outage.SHORT_REST);
    outages.refused(down, longer, NOW);
    rest(down, NOW);

    assertThat(Stream.generate(() -> rest(down, NOW)).limit(32).distinct().toList())
        .containsExactlyInAnyOrder(Duration.ofMillis(60_800), Duration.ofMillis(120_800));
  }

  @Test
  void theLaneIsAskedWhenItRefusedForAnotherReason() {
    refuses(down);

    outages.refused(down, null, NOW);

    assertThat(rest(down, NOW)).isZero();
    assertThat(rest(down, NOW)).isZero();
  }

  @Test
  void theLaneIsAskedOnceItTookSomething() {
    refuses(down);
    outages.took(endpoint("2"));
    assertThat(rest(down, NOW)).isEqualTo(REST);

    outages.took(down);

    assertThat(rest(down, NOW)).isZero();
    assertThat(rest(down, NOW)).isZero();
    outages.refused(down, OUTAGE, NOW);
    assertThat(rest(down, NOW)).as("one was let through just now").isEqualTo(REST);
  }

  /** There are as many places as they have hashes in common, and no more. */
  @Test
  void twoOfOnePlaceAreNotTakenForEachOther() {
    EndpointId other = endpoint("AaAa");
    EndpointId same = endpoint("BBBB");
    assertThat(other.value()).hasSameHashCodeAs(same.value());
    refuses(other);
    outages.took(same);
    assertThat(rest(other, NOW)).isEqualTo(REST);

    refuses(same);

    assertThat(rest(other, NOW)).isZero();
    assertThat(rest(same, NOW)).isEqualTo(REST);
  }

  /** And has let one through. */
  private void refuses(EndpointId endpoint) {
    outages.refused(endpoint, OUTAGE, NOW);
    assertThat(rest(endpoint, NOW)).isZero();
  }

  private Duration rest(EndpointId endpoint, long now) {
    return outages.rest(endpoint.value().getBytes(StandardCharsets.US_ASCII), now);
  }

  private static EndpointId endpoint(String end) {
    return new EndpointId("ep_" + "0".repeat(27 - end.length()) + end);
  }
}
