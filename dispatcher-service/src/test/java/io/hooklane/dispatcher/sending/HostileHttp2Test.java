package io.hooklane.dispatcher.sending;

import static io.hooklane.dispatcher.sending.RawHttp2Receiver.CONTINUATION;
import static io.hooklane.dispatcher.sending.RawHttp2Receiver.DATA;
import static io.hooklane.dispatcher.sending.RawHttp2Receiver.END_HEADERS;
import static io.hooklane.dispatcher.sending.RawHttp2Receiver.HEADERS;
import static io.hooklane.dispatcher.sending.RawHttp2Receiver.PING;
import static io.hooklane.dispatcher.sending.RawHttp2Receiver.PUSH_PROMISE;
import static io.hooklane.dispatcher.sending.RawHttp2Receiver.SETTINGS;
import static io.hooklane.dispatcher.sending.RawHttp2Receiver.field;
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
import io.vertx.core.http.HttpServerOptions;
import java.util.Map;
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
