package io.hooklane.dispatcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hooklane.contracts.configuration.Configuration.Ordering;
import io.hooklane.contracts.configuration.Configuration.WhenTooOld;
import io.hooklane.contracts.delivery.Delivery;
import io.hooklane.contracts.delivery.DeliveryReport.Attempt;
import io.hooklane.contracts.delivery.DeliveryState;
import io.hooklane.contracts.health.EndpointVerdict;
import io.hooklane.contracts.id.EndpointId;
import io.hooklane.dispatcher.Receiver.Received;
import io.hooklane.servers.TestServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Endpoints that ask for order. */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
@TestProfile(OrderedIT.Profile.class)
class OrderedIT {

  private static final Duration SOON = Duration.ofSeconds(20);
  private static final Ordering FOR_A_DAY = new Ordering(Duration.ofDays(1), WhenTooOld.SKIP);
  private static final List<Duration> SHORT = List.of(Duration.ofMillis(20));

  private Receiver receiver;
  private Upstream upstream;

  public static final class Profile implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "hooklane.ordered.queued", "16",
          "hooklane.sending.deadline", "3s",
          "hooklane.egress.allowed-ranges", "127.0.0.1/32");
    }
  }

  @BeforeEach
  void start() throws Exception {
    receiver = new Receiver();
    upstream =
        new Upstream(
            config("kafka.bootstrap.servers"), Path.of(config("hooklane.master-key.file")));
  }

  @AfterEach
  void stop() {
    upstream.close();
    receiver.close();
  }

  @Test
  void eachMessageFollowsWhenTheOneBeforeItIsTakenThoughAttemptsFailAtRandom() throws Exception {
    // Given
    Random random = new Random(1);
    receiver.answering(
        "/order",
        (number, request) ->
            request.response().setStatusCode(random.nextInt(10) < 3 ? 500 : 200).end());
    EndpointId endpoint = upstream.orderedEndpoint(receiver.url("/order"), FOR_A_DAY, SHORT);
    int messages = 200;

    // When
    List<Delivery> deliveries = new ArrayList<>();
    for (int i = 0; i < messages; i++) {
      byte[] body = Integer.toString(i).getBytes(UTF_8);
      deliveries.add(upstream.deliverInOrder(endpoint, Instant.now(), body));
    }

    // Then
    awaitState(deliveries.getLast(), DeliveryState.SUCCESS);
    int expected = 0;
    for (Received got : receiver.at("/order")) {
      int number = Integer.parseInt(new String(got.body(), UTF_8));
      assertThat(number).isBetween(expected, expected + 1);
      expected = number;
    }
    assertThat(expected).isEqualTo(messages - 1);
    assertThat(receiver.at("/order")).hasSizeGreaterThan(messages);
  }

  @Test
  void oneThatHangsHoldsUpNeitherOtherOrderedEndpointsNorTheRest() throws Exception {
    // Given
    receiver.answering("/hangs", (number, request) -> {});
    EndpointId hanging = upstream.orderedEndpoint(receiver.url("/hangs"), FOR_A_DAY, SHORT);
    for (int i = 0; i < 200; i++) {
      upstream.deliverInOrder(hanging, Instant.now(), "{}".getBytes(UTF_8));
    }
    await().atMost(SOON).until(() -> !receiver.at("/hangs").isEmpty());

    // When
    List<Delivery> others = new ArrayList<>();
    others.add(upstream.deliver(upstream.endpoint(receiver.url("/plain")), "{}".getBytes(UTF_8)));
    while (others.size() < 4) {
      EndpointId other = upstream.orderedEndpoint(receiver.url("/other"), FOR_A_DAY, SHORT);
      if (upstream.shareAPartition(hanging, other)) {
        continue;
      }
      others.add(upstream.deliverInOrder(other, Instant.now(), "{}".getBytes(UTF_8)));
    }

    // Then
    others.forEach(other -> awaitState(other, DeliveryState.SUCCESS));
    assertThat(receiver.at("/hangs")).hasSizeLessThan(3);
    // Its partition would be blocked for the other tests.
    upstream.disableOrdered(hanging, receiver.url("/hangs"), FOR_A_DAY);
  }

  @Test
  void oneThatIsTooOldIsSkippedAfterAnAttempt() throws Exception {
    receiver.answering("/skips", 500, 200);
    Ordering minute = new Ordering(Duration.ofMinutes(1), WhenTooOld.SKIP);
    EndpointId endpoint = upstream.orderedEndpoint(receiver.url("/skips"), minute, SHORT);

    Delivery old =
        upstream.deliverInOrder(endpoint, Instant.now().minusSeconds(61), "old".getBytes(UTF_8));
    Delivery next = upstream.deliverInOrder(endpoint, Instant.now(), "next".getBytes(UTF_8));

    awaitState(next, DeliveryState.SUCCESS);
    awaitState(old, DeliveryState.FAILED);
    assertThat(receiver.at("/skips"))
        .extracting(got -> new String(got.body(), UTF_8))
        .containsExactly("old", "next");
  }

  @Test
  void oneThatIsTooOldHasItsEndpointDisabledAndIsCanceledWithAllThatFollow() throws Exception {
    // Given
    receiver.answering("/stuck", 500);
    Ordering minute = new Ordering(Duration.ofMinutes(1), WhenTooOld.DISABLE);
    EndpointId endpoint = upstream.orderedEndpoint(receiver.url("/stuck"), minute, SHORT);
    Delivery old =
        upstream.deliverInOrder(endpoint, Instant.now().minusSeconds(61), "old".getBytes(UTF_8));
    Delivery next = upstream.deliverInOrder(endpoint, Instant.now(), "next".getBytes(UTF_8));

    // When
    await().atMost(SOON).until(() -> !upstream.verdictsOn(endpoint).isEmpty());
    upstream.disableOrdered(endpoint, receiver.url("/stuck"), minute);

    // Then
    assertThat(upstream.verdictsOn(endpoint).getFirst().verdict())
        .isEqualTo(EndpointVerdict.Verdict.STUCK);
    awaitState(old, DeliveryState.CANCELED);
    awaitState(next, DeliveryState.CANCELED);
    assertThat(receiver.at("/stuck"))
        .extracting(got -> new String(got.body(), UTF_8))
        .containsOnly("old");
  }

  @Test
  void anExpungedOneMakesRoomForTheNext() throws Exception {
    receiver.answering("/expunged", 500);
    EndpointId endpoint = upstream.orderedEndpoint(receiver.url("/expunged"), FOR_A_DAY, SHORT);
    Delivery first = upstream.deliverInOrder(endpoint, Instant.now(), "first".getBytes(UTF_8));
    awaitState(first, DeliveryState.PENDING);
    Delivery next = upstream.deliverInOrder(endpoint, Instant.now(), "next".getBytes(UTF_8));

    upstream.expunge(first);

    awaitState(first, DeliveryState.CANCELED);
    awaitState(next, DeliveryState.PENDING);
    upstream.expunge(next); // Else it is tried on beside the other tests.
  }

  @Test
  void keepsItsRate() throws Exception {
    EndpointId endpoint = upstream.orderedEndpoint(receiver.url("/rate"), 20);
    List<Delivery> deliveries = new ArrayList<>();
    for (int i = 0; i < 41; i++) {
      deliveries.add(upstream.deliverInOrder(endpoint, Instant.now(), "{}".getBytes(UTF_8)));
    }

    awaitState(deliveries.getLast(), DeliveryState.SUCCESS);

    List<Received> got = receiver.at("/rate");
    assertThat(Duration.between(got.getFirst().at(), got.getLast().at()))
        .isBetween(Duration.ofMillis(1_900), Duration.ofMillis(2_500));
  }

  @Test
  void eachAttemptIsReportedWithItsNumber() throws Exception {
    receiver.answering("/numbers", 500, 500, 200);
    EndpointId endpoint = upstream.orderedEndpoint(receiver.url("/numbers"), FOR_A_DAY, SHORT);

    Delivery delivery = upstream.deliverInOrder(endpoint, Instant.now(), "{}".getBytes(UTF_8));

    awaitState(delivery, DeliveryState.SUCCESS);
    assertThat(upstream.reportsOn(delivery))
        .extracting(one -> ((Attempt) one.report()).number())
        .containsExactly(1, 2, 3);
  }

  private void awaitState(Delivery delivery, DeliveryState state) {
    await()
        .atMost(SOON)
        .until(
            () ->
                upstream.reportsOn(delivery).stream()
                    .anyMatch(one -> one.report().state() == state));
  }

  private static String config(String name) {
    return ConfigProvider.getConfig().getValue(name, String.class);
  }
}
