package io.hooklane.dispatcher.sending;

import static io.hooklane.dispatcher.sending.TlsReceivers.AUTHORITY;
import static io.hooklane.dispatcher.sending.TlsReceivers.secure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hooklane.contracts.delivery.Failure;
import io.hooklane.dispatcher.endpoint.Endpoint;
import io.hooklane.dispatcher.sending.AttemptOutcome.Failed;
import io.hooklane.dispatcher.sending.AttemptOutcome.Succeeded;
import io.hooklane.dispatcher.sending.TestReceiver.Got;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When HTTP/2 is used, and how its streams and connections end, against real servers. */
class Http2Test {

  private final SendingRig rig =
      new SendingRig(
          Map.of("hooklane.sending.deadline", "15s", "hooklane.sending.special-clients", "2"));
  private final List<SendingRig> rigs = new ArrayList<>(List.of(rig));
  private final TlsReceivers receivers = new TlsReceivers();

  @AfterEach
  void stop() {
    rigs.forEach(SendingRig::close);
    receivers.close();
  }

  @Test
  void http2IsUsedWithAReceiverThatTakesIt() {
    TestReceiver receiver = receivers.opened(secure());
    Endpoint endpoint =
        rig.endpoint(receiver.url("/"))
            .authorities(AUTHORITY.certificatePem())
            .headers("{\"X-Own\":\"kept\"}")
            .http2()
            .configured();

    List<AttemptOutcome> outcomes = rig.attempts(20, endpoint);

    assertThat(outcomes).allMatch(Succeeded.class::isInstance);
    assertThat(receiver.got()).hasSize(20).allMatch(got -> got.version() == HttpVersion.HTTP_2);
    assertThat(receiver.got().getFirst().body()).isEqualTo("{\"order\":1}");
    assertThat(receiver.got().getFirst().headers().get("webhook-signature")).startsWith("v1,");
    assertThat(receiver.got().getFirst().headers().get("x-own")).isEqualTo("kept");
    assertThat(receiver.connections()).hasSizeLessThanOrEqualTo(2);
  }

  @Test
  void aReceiverThatDoesNotTakeHttp2IsSentToWithHttp1() {
    TestReceiver negotiating =
        receivers.opened(secure().setAlpnVersions(List.of(HttpVersion.HTTP_1_1)));
    TestReceiver old = receivers.opened(secure().setUseAlpn(false));
    TestReceiver plain = receivers.opened(new HttpServerOptions());

    for (TestReceiver receiver : List.of(negotiating, old, plain)) {
      assertThat(rig.attempt(http2(receiver, "/"))).isInstanceOf(Succeeded.class);
      assertThat(receiver.got()).extracting(Got::version).containsExactly(HttpVersion.HTTP_1_1);
    }
  }

  @Test
  void withoutTheWishHttp1IsUsedThoughTheReceiverTakesMore() {
    TestReceiver receiver = receivers.opened(secure());

    rig.attempt(
        rig.endpoint(receiver.url("/")).authorities(AUTHORITY.certificatePem()).configured());

    assertThat(receiver.got()).extracting(Got::version).containsExactly(HttpVersion.HTTP_1_1);
  }

  @Test
  void streamsOfAConnectionAndConnectionsAreBounded() {
    Map<Object, AtomicInteger> now = new ConcurrentHashMap<>();
    AtomicInteger most = new AtomicInteger();
    List<HttpServerResponse> held = new ArrayList<>();
    CompletableFuture<Void> full = new CompletableFuture<>();
    TestReceiver receiver =
        receivers.opened(
            secure().setInitialSettings(new Http2Settings().setMaxConcurrentStreams(10_000)),
            (number, request) -> {
              int streams =
                  now.computeIfAbsent(request.connection(), c -> new AtomicInteger())
                      .incrementAndGet();
              most.accumulateAndGet(streams, Math::max);
              synchronized (held) {
                held.add(request.response());
                if (held.size() == 200) {
                  full.complete(null);
                }
              }
            });
    Endpoint endpoint = http2(receiver, "/");

    List<CompletableFuture<Attempted>> started = new ArrayList<>();
    for (int i = 0; i < 250; i++) {
      started.add(rig.start(endpoint));
    }
    full.join();

    assertThat(receiver.connections()).hasSize(2);
    assertThat(most).hasValue(100);
    synchronized (held) {
      assertThat(held).hasSize(200);
    }
  }

  @Test
  void anEndlessResponseEndsItsStreamAndLeavesTheConnectionToTheOthers() {
    CompletableFuture<HttpServerRequest> slow = new CompletableFuture<>();
    CompletableFuture<Void> ended = new CompletableFuture<>();
    TestReceiver receiver =
        receivers.opened(
            secure(),
            (number, request) -> {
              switch (request.path()) {
                case "/slow" -> slow.complete(request);
                case "/endless" -> endless(request.response(), ended);
                default -> request.response().end();
              }
            });
    CompletableFuture<Attempted> waiting = rig.start(http2(receiver, "/slow"));
    slow.join();

    AttemptOutcome outcome = rig.attempt(http2(receiver, "/endless"));

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Succeeded.class, done -> assertThat(done.response().body()).hasSize(20_000));
    ended.join();
    slow.join().response().end();
    assertThat(waiting.join().outcome()).isInstanceOf(Succeeded.class);
    assertThat(rig.attempt(http2(receiver, "/next"))).isInstanceOf(Succeeded.class);
    assertThat(receiver.connections()).hasSize(1);
  }

  @Test
  void aStreamThatTheReceiverResetsIsAFailureAndTheNextOneSucceeds() {
    TestReceiver receiver =
        receivers.opened(
            secure(),
            (number, request) -> {
              if (number == 1) {
                request.response().reset(2);
              } else {
                request.response().end();
              }
            });
    Endpoint endpoint = http2(receiver, "/");

    assertThat(rig.attempt(endpoint))
        .isInstanceOfSatisfying(
            Failed.class, failed -> assertThat(failed.failure()).isEqualTo(Failure.RESET));
    assertThat(rig.attempt(endpoint)).isInstanceOf(Succeeded.class);
    assertThat(receiver.connections()).hasSize(1);
  }

  @Test
  void aConnectionThatTheReceiverEndsFailsWhatItHadAndTheNextOneSucceeds() {
    TestReceiver receiver =
        receivers.opened(
            secure(),
            (number, request) -> {
              if (number == 1) {
                request.connection().goAway(2, 0, Buffer.buffer("away"));
                request.connection().close();
              } else {
                request.response().end();
              }
            });
    Endpoint endpoint = http2(receiver, "/");

    assertThat(rig.attempt(endpoint))
        .isInstanceOfSatisfying(
            Failed.class, failed -> assertThat(failed.failure()).isEqualTo(Failure.RESET));
    assertThat(rig.attempt(endpoint)).isInstanceOf(Succeeded.class);
    assertThat(receiver.connections()).hasSize(2);
  }

  @Test
  void afterATimeoutTheNextAttemptHasAConnectionOfItsOwnAndTheOthersEndUndisturbed() {
    CompletableFuture<HttpServerRequest> late = new CompletableFuture<>();
    TestReceiver receiver =
        receivers.opened(
            secure(),
            (number, request) -> {
              switch (request.path()) {
                case "/hangs" -> {}
                case "/late" -> late.complete(request);
                default -> request.response().end();
              }
            });
    SendingRig hasty = new SendingRig(Map.of("hooklane.sending.deadline", "4s"));
    rigs.add(hasty);
    CompletableFuture<Attempted> hanging = hasty.start(http2(hasty, receiver, "/hangs"));
    await().pollDelay(Duration.ofSeconds(2)).until(() -> receiver.got().size() == 1);
    CompletableFuture<Attempted> waiting = hasty.start(http2(hasty, receiver, "/late"));
    late.join();

    assertThat(hanging.join().outcome())
        .isInstanceOfSatisfying(
            Failed.class, failed -> assertThat(failed.failure()).isEqualTo(Failure.TIMEOUT));
    assertThat(hasty.attempt(http2(hasty, receiver, "/next"))).isInstanceOf(Succeeded.class);
    late.join().response().end();

    assertThat(waiting.join().outcome()).isInstanceOf(Succeeded.class);
    assertThat(receiver.connections()).hasSize(2);
    await().until(() -> receiver.open() == 1);
  }

  private Endpoint http2(TestReceiver receiver, String path) {
    return http2(rig, receiver, path);
  }

  private static Endpoint http2(SendingRig rig, TestReceiver receiver, String path) {
    return rig.endpoint(receiver.url(path))
        .authorities(AUTHORITY.certificatePem())
        .http2()
        .configured();
  }

  private static void endless(HttpServerResponse response, CompletableFuture<Void> ended) {
    response.setChunked(true);
    response.exceptionHandler(failure -> ended.complete(null));
    response.closeHandler(closed -> ended.complete(null));
    writeOn(response);
  }

  private static void writeOn(HttpServerResponse response) {
    response
        .write(Buffer.buffer("x".repeat(8_192)))
        .onSuccess(
            written -> {
              if (response.writeQueueFull()) {
                response.drainHandler(drained -> writeOn(response));
              } else {
                writeOn(response);
              }
            });
  }
}
