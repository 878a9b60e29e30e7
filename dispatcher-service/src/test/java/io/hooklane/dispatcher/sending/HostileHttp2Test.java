package io.hooklane.dispatcher.sending;

import static io.hooklane.dispatcher.sending.RawHttp2Receiver.CONTINUATION;
import static io.hooklane.dispatcher.sending.RawHttp2Receiver.DATA;
import static io.hooklane.dispatcher.sending.RawHttp2Receiver.END_HEADERS;
import static io.hooklane.dispatcher.sending.RawHttp2Receiver.HEADERS;
import static io.hooklane.dispatcher.sending.RawHttp2Receiver.PING;
import static io.hooklane.dispatcher.sending.RawHttp2Receiver.PUSH_PROMISE;
import static io.hooklane.dispatcher.sending.RawHttp2Receiver.SETTINGS;
import static io.hooklane.dispatcher.sending.RawHttp2Receiver.field;
import static io.hooklane.dispatcher.sending.RawHttp2Receiver.setting;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hooklane.contracts.delivery.Failure;
import io.hooklane.dispatcher.Certificates;
import io.hooklane.dispatcher.Certificates.Identity;
import io.hooklane.dispatcher.endpoint.Endpoint;
import io.hooklane.dispatcher.sending.AttemptOutcome.Failed;
import io.hooklane.dispatcher.sending.AttemptOutcome.Succeeded;
import io.hooklane.dispatcher.sending.RawHttp2Receiver.Misdeed;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Headers;
import io.vertx.core.http.HttpServerOptions;
import java.io.IOException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Receivers that break HTTP/2 or overdo it: the attempt fails in time and nobody else notices. */
class HostileHttp2Test {

  private static final Identity AUTHORITY = Certificates.authority("Receivers");
  private static final Identity SERVER = AUTHORITY.issue("localhost");
  private static final long MOST_WRITTEN = 4 << 20;
  private static final byte[] OK = {(byte) 0x88};
  private static final byte[] EARLY_HINTS = field(":status", "103");
  private static final byte[] NOTHING = {};
  private static final int HEADER_TABLE_SIZE = 1;
  private static final int MAX_CONCURRENT_STREAMS = 3;

  private final SendingRig rig = new SendingRig(Map.of("hooklane.sending.deadline", "15s"));
  private final SendingRig hasty = new SendingRig(Map.of("hooklane.sending.deadline", "1s"));

  @AfterEach
  void stop() {
    rig.close();
    hasty.close();
  }

  static Stream<Arguments> floods() {
    return Stream.of(
        misdeed(
            "headers without end",
            (receiver, out, stream) -> {
              receiver.frame(out, HEADERS, 0, stream, OK);
              while (true) {
                receiver.frame(out, CONTINUATION, 0, stream, field("x", "y".repeat(15_000)));
              }
            }),
        misdeed(
            "headers of 100 KB",
            (receiver, out, stream) -> {
              receiver.frame(out, HEADERS, 0, stream, OK);
              for (int i = 0; i < 7; i++) {
                receiver.frame(
                    out,
                    CONTINUATION,
                    i == 6 ? END_HEADERS : 0,
                    stream,
                    field("x" + i, "y".repeat(15_000)));
              }
            }),
        misdeed(
            "empty data without end",
            (receiver, out, stream) -> {
              receiver.frame(out, HEADERS, END_HEADERS, stream, OK);
              while (true) {
                receiver.frame(out, DATA, 0, stream, NOTHING);
              }
            }),
        misdeed(
            "more data than the window takes",
            (receiver, out, stream) -> {
              receiver.frame(out, HEADERS, END_HEADERS, stream, OK);
              while (true) {
                receiver.frame(out, DATA, 0, stream + 2, new byte[16_384]);
              }
            }),
        misdeed(
            "pushes that nobody asked for",
            (receiver, out, stream) ->
                receiver.frame(
                    out, PUSH_PROMISE, END_HEADERS, stream, new byte[] {0, 0, 0, 2, (byte) 0x83})),
        misdeed(
            "a frame of another protocol",
            (receiver, out, stream) -> {
              out.write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".getBytes(US_ASCII));
              out.flush();
            }),
        misdeed(
            "a frame that is too long",
            (receiver, out, stream) -> receiver.frame(out, DATA, 0, stream, new byte[1 << 20])),
        misdeed(
            "broken header compression",
            (receiver, out, stream) ->
                receiver.frame(
                    out,
                    HEADERS,
                    END_HEADERS,
                    stream,
                    new byte[] {(byte) 0xff, -1, -1, -1, -1, -1})));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void floods(String name, Misdeed misdeed) throws Exception {
    try (RawHttp2Receiver receiver = new RawHttp2Receiver(SERVER, misdeed)) {

      AttemptOutcome outcome = rig.attempt(endpoint(rig, receiver));

      assertThat(outcome)
          .isInstanceOfSatisfying(
              Failed.class, failed -> assertThat(failed.failure()).isEqualTo(Failure.RESET));
      assertThat(receiver.written()).isLessThan(MOST_WRITTEN);
    }
  }

  static Stream<Arguments> delays() {
    return Stream.of(
        misdeed("no answer", (receiver, out, stream) -> {}),
        misdeed(
            "headers without end in small pieces",
            (receiver, out, stream) -> {
              receiver.frame(out, HEADERS, 0, stream, OK);
              while (true) {
                receiver.frame(out, CONTINUATION, 0, stream, NOTHING);
              }
            }),
        misdeed(
            "interim responses without end",
            (receiver, out, stream) -> {
              while (true) {
                receiver.frame(out, HEADERS, END_HEADERS, stream, EARLY_HINTS);
              }
            }),
        misdeed(
            "pings without end",
            (receiver, out, stream) -> {
              while (true) {
                receiver.frame(out, PING, 0, 0, new byte[8]);
              }
            }),
        misdeed(
            "settings without end",
            (receiver, out, stream) -> {
              while (true) {
                receiver.frame(out, SETTINGS, 0, 0, NOTHING);
              }
            }));
  }

  /**
   * What keeps to the letter of the protocol ends with the deadline at the latest, and so does the
   * connection: nobody could tell it from one whose other side is gone.
   */
  @ParameterizedTest(name = "{0}")
  @MethodSource
  void delays(String name, Misdeed misdeed) throws Exception {
    try (RawHttp2Receiver receiver = new RawHttp2Receiver(SERVER, misdeed);
        TestReceiver other = new TestReceiver(new HttpServerOptions())) {
      var slow = hasty.start(endpoint(hasty, receiver));
      await().until(() -> receiver.connections() == 1);

      AttemptOutcome others = hasty.attempt(hasty.endpoint(other.url("/")).configured());

      assertThat(others).isInstanceOf(Succeeded.class);
      assertThat(slow.join().outcome())
          .isInstanceOfSatisfying(
              Failed.class,
              failed -> assertThat(failed.failure()).isIn(Failure.TIMEOUT, Failure.RESET));
      await().until(() -> receiver.open() == 0);
    }
  }

  @Test
  void theServerOfThisTestIsUnderstoodWhenItDoesNothingWrong() throws Exception {
    try (RawHttp2Receiver receiver =
        new RawHttp2Receiver(
            SERVER, (it, out, stream) -> it.frame(out, HEADERS, END_HEADERS | 1, stream, OK))) {
      Endpoint endpoint = endpoint(rig, receiver);

      assertThat(rig.attempt(endpoint)).isInstanceOf(Succeeded.class);
      assertThat(rig.attempt(endpoint)).isInstanceOf(Succeeded.class);
      assertThat(receiver.connections()).isEqualTo(1);
    }
  }

  /** A table that grows without end would be searched for each header of each request. */
  @Test
  void howMuchIsRememberedOfHeadersIsNotTheReceiversToSay() throws Exception {
    try (RawHttp2Receiver receiver =
        new RawHttp2Receiver(
            SERVER,
            (it, out) -> {
              it.frame(out, SETTINGS, 0, 0, setting(HEADER_TABLE_SIZE, -1));
              return true;
            },
            (it, out, stream) -> it.frame(out, HEADERS, END_HEADERS | 1, stream, OK))) {
      Endpoint endpoint = endpoint(rig, receiver);
      for (int i = 0; i < 60; i++) {
        assertThat(rig.attempt(endpoint)).isInstanceOf(Succeeded.class);
      }

      DefaultHttp2HeadersDecoder decoder = new DefaultHttp2HeadersDecoder();
      decoder.configuration().maxHeaderTableSize(0xffffffffL);
      Set<String> messages = new HashSet<>();
      for (byte[] headers : receiver.headers()) {
        Http2Headers decoded = decoder.decodeHeaders(1, Unpooled.wrappedBuffer(headers));
        messages.add(decoded.get("webhook-id").toString());
      }
      assertThat(messages).hasSize(60);
      assertThat(decoder.configuration().maxHeaderTableSize()).isEqualTo(4_096);
      assertThat(receiver.connections()).isEqualTo(1);
    }
  }

  @Test
  void aReceiverThatDoesNotBeginToSpeakIsSentToAgainWhenItDoes() throws Exception {
    AtomicBoolean speaks = new AtomicBoolean();
    try (RawHttp2Receiver receiver =
        new RawHttp2Receiver(
            SERVER,
            (it, out) -> {
              if (speaks.get()) {
                it.frame(out, SETTINGS, 0, 0, NOTHING);
              }
              return speaks.get();
            },
            (it, out, stream) -> it.frame(out, HEADERS, END_HEADERS | 1, stream, OK))) {
      Endpoint endpoint = endpoint(hasty, receiver);

      assertThat(hasty.attempts(250, endpoint))
          .allSatisfy(
              outcome ->
                  assertThat(outcome)
                      .isInstanceOfSatisfying(
                          Failed.class,
                          failed -> assertThat(failed.failure()).isEqualTo(Failure.TIMEOUT)));

      speaks.set(true);
      await()
          .untilAsserted(() -> assertThat(hasty.attempt(endpoint)).isInstanceOf(Succeeded.class));
      await().until(() -> receiver.open() == 1);
    }
  }

  @Test
  void aReceiverThatTakesNoRequestsAtFirstIsSentToOnceItDoes() throws Exception {
    CountDownLatch ready = new CountDownLatch(1);
    try (RawHttp2Receiver receiver =
        new RawHttp2Receiver(
            SERVER,
            (it, out) -> {
              it.frame(out, SETTINGS, 0, 0, setting(MAX_CONCURRENT_STREAMS, 0));
              Thread.ofVirtual()
                  .start(
                      () -> {
                        try {
                          ready.await();
                          it.frame(out, SETTINGS, 0, 0, setting(MAX_CONCURRENT_STREAMS, 10));
                        } catch (IOException | InterruptedException e) {
                          // The connection is gone; the next has its own.
                        }
                      });
              return true;
            },
            (it, out, stream) -> it.frame(out, HEADERS, END_HEADERS | 1, stream, OK))) {
      Endpoint endpoint = endpoint(hasty, receiver);
      assertThat(hasty.attempts(50, endpoint)).allMatch(Failed.class::isInstance);

      ready.countDown();

      await()
          .untilAsserted(() -> assertThat(hasty.attempt(endpoint)).isInstanceOf(Succeeded.class));
      assertThat(receiver.headers()).hasSizeLessThan(50);
    }
  }

  @Test
  void whatCannotBeSentTakesNoPlaceOnAConnection() throws Exception {
    try (RawHttp2Receiver receiver =
        new RawHttp2Receiver(
            SERVER, (it, out, stream) -> it.frame(out, HEADERS, END_HEADERS | 1, stream, OK))) {
      Endpoint unsendable =
          rig.endpoint(receiver.url())
              .authorities(AUTHORITY.certificatePem())
              .headers("[\"not headers\"]")
              .http2()
              .configured();
      for (int i = 0; i < 3; i++) {
        assertThat(rig.attempts(100, unsendable))
            .allSatisfy(
                outcome ->
                    assertThat(outcome)
                        .isInstanceOfSatisfying(
                            Failed.class,
                            failed -> assertThat(failed.failure()).isEqualTo(Failure.UNSENDABLE)));
      }

      assertThat(rig.attempt(endpoint(rig, receiver))).isInstanceOf(Succeeded.class);
    }
  }

  private static Endpoint endpoint(SendingRig rig, RawHttp2Receiver receiver) {
    return rig.endpoint(receiver.url())
        .authorities(AUTHORITY.certificatePem())
        .http2()
        .configured();
  }

  private static Arguments misdeed(String name, Misdeed misdeed) {
    return Arguments.of(name, misdeed);
  }
}
