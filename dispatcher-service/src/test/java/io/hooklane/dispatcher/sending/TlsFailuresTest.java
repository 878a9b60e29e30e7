package io.hooklane.dispatcher.sending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hooklane.contracts.delivery.Failure;
import io.hooklane.dispatcher.Certificates;
import io.hooklane.dispatcher.Certificates.Identity;
import io.hooklane.dispatcher.sending.AttemptOutcome.Failed;
import io.vertx.core.http.HttpServerOptions;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What can be wrong with a receiver's TLS is told apart, and nothing is sent to it. */
class TlsFailuresTest {

  private static final Duration DAY = Duration.ofDays(1);
  private static final Identity AUTHORITY = Certificates.authority("Receivers");

  private final SendingRig rig =
      new SendingRig(
          Map.of(
              "hooklane.sending.deadline", "30s",
              "hooklane.sending.connect-timeout", "20s"));
  private final List<AutoCloseable> open = new ArrayList<>();

  @AfterEach
  void stop() throws Exception {
    rig.close();
    for (AutoCloseable one : open) {
      one.close();
    }
  }

  @Test
  void anExpiredCertificate() {
    Instant now = Instant.now();
    Identity expired = AUTHORITY.issue(now.minus(DAY.multipliedBy(2)), now.minus(DAY), "localhost");

    assertFailure(expired, Failure.TLS_EXPIRED, "expired");
  }

  @Test
  void aCertificateThatDoesNotHoldYet() {
    Instant now = Instant.now();
    Identity early = AUTHORITY.issue(now.plus(DAY), now.plus(DAY.multipliedBy(2)), "localhost");

    assertFailure(early, Failure.TLS_EXPIRED, "not hold yet");
  }

  @Test
  void aCertificateForAnotherName() {
    assertFailure(AUTHORITY.issue("other.example"), Failure.TLS_NAME, "another host name");
  }

  @Test
  void aCertificateForAnAddressOnly() {
    assertFailure(AUTHORITY.issue("127.0.0.1"), Failure.TLS_NAME, "another host name");
  }

  @Test
  void aCertificateThatSignedItself() {
    Identity self = Certificates.authority("localhost");

    assertFailure(self, Failure.TLS_UNTRUSTED, "nobody who is trusted");
  }

  @Test
  void aCertificateOfAnAuthorityThatNobodyTrusts() {
    Identity unknown = Certificates.authority("Unknown").issue("localhost");

    assertFailure(unknown, Failure.TLS_UNTRUSTED, "nobody who is trusted");
  }

  @Test
  void aReceiverThatSpeaksOnlyVersionsThatAreBroken() {
    TestReceiver old =
        opened(
            new TestReceiver(
                secure(AUTHORITY.issue("localhost"))
                    .setEnabledSecureTransportProtocols(Set.of("TLSv1.1"))));

    assertThat(attempt(old.url("/")).failure()).isEqualTo(Failure.TLS);
    assertThat(old.got()).isEmpty();
  }

  @Test
  void aHandshakeThatStalls() throws Exception {
    RawReceiver stalled = opened(RawReceiver.onConnect(socket -> {}));

    SendingRig hasty = opened(new SendingRig(Map.of("hooklane.sending.connect-timeout", "500ms")));

    assertThat(
            hasty.attempt(hasty.endpoint("https://localhost:" + stalled.port() + "/").configured()))
        .isEqualTo(
            new Failed(Failure.TLS, "The TLS handshake was not done in time (connect deadline)"));
    await().until(() -> stalled.closed() == 1);
  }

  @Test
  void plainHttpWhereTlsIsExpected() throws Exception {
    RawReceiver plain =
        opened(
            RawReceiver.onConnect(
                socket -> RawReceiver.write(socket, "HTTP/1.1 400 Bad Request\r\n\r\nsecret")));

    assertThat(attempt("https://localhost:" + plain.port() + "/"))
        .isEqualTo(new Failed(Failure.TLS, "The receiver does not speak TLS at this port"));
  }

  @Test
  void aConnectionThatIsClosedDuringTheHandshake() throws Exception {
    RawReceiver closing =
        opened(
            RawReceiver.onConnect(
                socket -> {
                  socket.getInputStream().read();
                  socket.close();
                }));
    RawReceiver resetting = opened(RawReceiver.onConnect(TlsFailuresTest::reset));

    for (RawReceiver receiver : List.of(closing, resetting)) {
      assertThat(attempt("https://localhost:" + receiver.port() + "/").failure())
          .isIn(Failure.TLS, Failure.RESET, Failure.CONNECT);
    }
  }

  private static void reset(Socket socket) throws IOException {
    socket.getInputStream().read();
    socket.setSoLinger(true, 0);
    socket.close();
  }

  private void assertFailure(Identity shown, Failure failure, String detail) {
    TestReceiver receiver = opened(new TestReceiver(secure(shown)));

    Failed failed = attempt(receiver.url("/"));

    assertThat(failed.failure()).as(failed.detail()).isEqualTo(failure);
    assertThat(failed.detail()).contains(detail);
    assertThat(receiver.got()).isEmpty();
  }

  private Failed attempt(String url) {
    AttemptOutcome outcome =
        rig.attempt(rig.endpoint(url).authorities(AUTHORITY.certificatePem()).configured());
    assertThat(outcome).isInstanceOf(Failed.class);
    return (Failed) outcome;
  }

  private static HttpServerOptions secure(Identity shown) {
    return new HttpServerOptions().setSsl(true).setKeyCertOptions(shown.shown());
  }

  private <T extends AutoCloseable> T opened(T one) {
    open.add(one);
    return one;
  }
}
