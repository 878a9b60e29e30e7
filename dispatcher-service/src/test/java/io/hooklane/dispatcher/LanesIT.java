package io.hooklane.dispatcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hooklane.contracts.id.EndpointId;
import io.hooklane.dispatcher.Receiver.Received;
import io.hooklane.servers.TestServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What lanes do about endpoints that cannot take everything at once. */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
@TestProfile(LanesIT.Profile.class)
class LanesIT {

  private static final byte[] BODY = "{\"order\": 1}".getBytes(UTF_8);
  private static final Duration SOON = Duration.ofSeconds(30);

  private Receiver receiver;
  private Upstream upstream;

  public static final class Profile implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "hooklane.retry.time-scale", "0.01",
          "hooklane.sending.deadline", "3s",
          "hooklane.lane.breaker.failures", "10",
          "hooklane.lane.breaker.longest-pause", "2s",
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
  void aRateIsMetExactlyWhateverTheBacklog() throws Exception {
    EndpointId endpoint = upstream.throttledEndpoint(receiver.url("/throttled"), 200);

    upstream.deliver(endpoint, BODY, 3_000);

    await().atMost(SOON).until(() -> receiver.at("/throttled").size() == 3_000);
    List<Instant> at = receiver.at("/throttled").stream().map(Received::at).sorted().toList();
    for (Instant from = at.getFirst();
        from.plusSeconds(10).isBefore(at.getLast());
        from = from.plusMillis(100)) {
      Instant start = from;
      assertThat(
              at.stream()
                  .filter(one -> !one.isBefore(start) && one.isBefore(start.plusSeconds(10)))
                  .count())
          .isBetween(1_960L, 2_040L);
    }
  }

  @Test
  void anApplicationsRateHoldsForItsEndpointsFromTheNextDeliveryOn() throws Exception {
    EndpointId endpoint = upstream.endpoint(receiver.url("/application"));
    upstream.throttleApplication(20);
    upstream.deliver(endpoint, BODY);
    await().atMost(SOON).until(() -> !receiver.at("/application").isEmpty());
    upstream.deliver(endpoint, BODY, 400);
    await().atMost(SOON).until(() -> receiver.at("/application").size() > 40);
    List<Received> throttled = receiver.at("/application");
    Duration took = Duration.between(throttled.get(0).at(), throttled.get(40).at());
    assertThat(took).isGreaterThan(Duration.ofMillis(1_800));

    upstream.throttleApplication(null);

    upstream.deliver(endpoint, BODY, 100);
    await().atMost(Duration.ofSeconds(3)).until(() -> receiver.at("/application").size() > 120);
  }

  @Test
  void nothingComesBeforeTheMomentThatAReceiverAskedForAndEverythingAfterIt() throws Exception {
    AtomicLong until = new AtomicLong();
    receiver.answering("/seconds", (number, request) -> answer(request, until, 429, "3"));
    Instant date = Instant.now().plusSeconds(6).truncatedTo(ChronoUnit.SECONDS);
    receiver.answering(
        "/date",
        (number, request) ->
            answer(
                request,
                new AtomicLong(date.toEpochMilli()),
                503,
                DateTimeFormatter.RFC_1123_DATE_TIME.format(date.atOffset(ZoneOffset.UTC))));
    EndpointId seconds = upstream.endpoint(receiver.url("/seconds"));
    EndpointId byDate = upstream.endpoint(receiver.url("/date"));
    upstream.deliver(byDate, BODY);
    upstream.deliver(seconds, BODY);
    await().atMost(SOON).until(() -> receiver.at("/seconds").size() == 1);
    await().atMost(SOON).until(() -> receiver.at("/date").size() == 1);

    upstream.deliver(seconds, BODY, 500);
    upstream.deliver(byDate, BODY, 500);

    await().atMost(SOON).until(() -> receiver.at("/seconds").size() >= 502);
    await().atMost(SOON).until(() -> receiver.at("/date").size() >= 502);
    Instant asked = Instant.ofEpochMilli(until.get());
    assertThat(firstAfter("/seconds", asked.minusSeconds(3))).isAfterOrEqualTo(asked);
    assertThat(firstAfter("/date", receiver.at("/date").getFirst().at())).isAfterOrEqualTo(date);
    assertThat(receiver.at("/seconds")).hasSize(502);
    assertThat(receiver.at("/date")).hasSize(502);
  }

  private Instant firstAfter(String path, Instant moment) {
    return receiver.at(path).stream()
        .map(Received::at)
        .filter(at -> at.isAfter(moment.plusMillis(100)))
        .min(Instant::compareTo)
        .orElseThrow();
  }

  /** Refuses the first request, and all before the moment that this asks for. */
  private static void answer(
      HttpServerRequest request, AtomicLong until, int status, String retryAfter) {
    until.compareAndSet(0, System.currentTimeMillis() + 3_000);
    if (System.currentTimeMillis() < until.get()) {
      request.response().setStatusCode(status).putHeader("retry-after", retryAfter).end();
    } else {
      request.response().end();
    }
  }

  @Test
  void aReceiverThatIsDownGetsSingleProbesAndIsRampedUpWhenItIsBack() throws Exception {
    AtomicBoolean down = new AtomicBoolean(true);
    AtomicInteger underWay = new AtomicInteger();
    ConcurrentLinkedQueue<Integer> togetherWhenBack = new ConcurrentLinkedQueue<>();
    AtomicInteger taken = new AtomicInteger();
    Vertx vertx = Vertx.vertx();
    receiver.answering(
        "/down",
        (number, request) -> {
          if (down.get()) {
            request.response().setStatusCode(500).end();
            return;
          }
          togetherWhenBack.add(underWay.incrementAndGet());
          vertx.setTimer(
              50,
              timer -> {
                underWay.decrementAndGet();
                taken.incrementAndGet();
                request.response().end();
              });
        });
    try {
      EndpointId endpoint =
          upstream.endpoint(receiver.url("/down"), false, List.of(Duration.ofSeconds(100)));
      EndpointId well = upstream.endpoint(receiver.url("/well"));
      upstream.deliver(endpoint, BODY, 20);
      await().atMost(SOON).until(() -> receiver.at("/down").size() >= 10);
      Instant open = Instant.now().plusMillis(500);
      upstream.deliver(endpoint, BODY, 300);
      upstream.deliver(well, BODY, 300);
      await().atMost(Duration.ofSeconds(2)).until(() -> receiver.at("/well").size() == 300);
      await().until(() -> Instant.now().isAfter(open.plusSeconds(4)));

      List<Instant> probes =
          receiver.at("/down").stream().map(Received::at).filter(at -> at.isAfter(open)).toList();
      assertThat(probes).hasSizeBetween(1, 6);
      for (int i = 1; i < probes.size(); i++) {
        assertThat(Duration.between(probes.get(i - 1), probes.get(i)))
            .isGreaterThanOrEqualTo(Duration.ofMillis(900));
      }
      down.set(false);
      await().atMost(SOON).until(() -> taken.get() >= 300);
      assertThat(togetherWhenBack.stream().limit(2)).containsExactly(1, 1);
      assertThat(togetherWhenBack.stream().limit(4)).allMatch(together -> together <= 4);
      assertThat(togetherWhenBack).anyMatch(together -> together > 4);
    } finally {
      vertx.close().toCompletionStage().toCompletableFuture().join();
    }
  }

  @Test
  void manyLargeDeliveriesToAReceiverThatHangsDelayNobodyElse() throws Exception {
    receiver.answering("/hang", (number, request) -> {});
    EndpointId hanging =
        upstream.endpoint(receiver.url("/hang"), false, List.of(Duration.ofHours(9)));
    EndpointId good = upstream.endpoint(receiver.url("/good"));
    upstream.deliver(hanging, new byte[1_000_000], 120);
    upstream.deliver(hanging, BODY, 2_000);
    await().atMost(SOON).until(() -> !receiver.at("/hang").isEmpty());

    AtomicLong slowest = new AtomicLong();
    for (int i = 1; i <= 30; i++) {
      int sent = i;
      Instant start = Instant.now();
      upstream.deliver(good, BODY);
      await()
          .pollInterval(Duration.ofMillis(5))
          .atMost(SOON)
          .until(() -> receiver.at("/good").size() == sent);
      slowest.accumulateAndGet(
          Duration.between(start, receiver.at("/good").getLast().at()).toMillis(), Math::max);
    }

    assertThat(slowest).hasValueLessThan(1_000);
    upstream.disable(hanging, receiver.url("/hang"));
  }

  private static String config(String name) {
    return ConfigProvider.getConfig().getValue(name, String.class);
  }
}
