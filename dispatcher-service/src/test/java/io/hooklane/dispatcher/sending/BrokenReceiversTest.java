package io.hooklane.dispatcher.sending;

import static io.hooklane.dispatcher.sending.RawReceiver.write;
import static io.hooklane.dispatcher.sending.RawReceivers.OK;
import static org.assertj.core.api.Assertions.assertThat;

import io.hooklane.contracts.delivery.Failure;
import io.hooklane.dispatcher.sending.AttemptOutcome.Failed;
import io.hooklane.dispatcher.sending.AttemptOutcome.Refused;
import io.hooklane.dispatcher.sending.AttemptOutcome.Succeeded;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Receivers that are not there, break off or do not speak HTTP are failed attempts. */
class BrokenReceiversTest {

  private final SendingRig rig = SendingRig.patient();
  private final SendingRig hasty = SendingRig.hasty();
  private final RawReceivers receivers = new RawReceivers();

  @AfterEach
  void stop() {
    rig.close();
    hasty.close();
    receivers.close();
  }

  @Test
  void nobodyThereIsSaid() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }

    assertThat(rig.attempt("http://127.0.0.1:" + port + "/"))
        .isEqualTo(new Failed(Failure.CONNECT, "No connection could be made: connection refused"));
  }

  @Test
  void aResetInTheMiddleIsToldFromAnEnd() throws Exception {
    RawReceiver resetting =
        receivers.onRequest(
            socket -> {
              write(socket, OK + "Content-Length: 100\r\n\r\nhalf");
              Thread.sleep(50);
              socket.setSoLinger(true, 0);
              socket.close();
            });
    RawReceiver ending =
        receivers.onRequest(
            socket -> {
              write(socket, OK + "Content-Length: 100\r\n\r\nhalf");
              socket.shutdownOutput();
            });
    RawReceiver silent = receivers.onRequest(Socket::close);

    assertThat(rig.attempt(resetting.url()))
        .isEqualTo(
            new Failed(Failure.RESET, "The connection was reset before a whole response came"));
    for (RawReceiver receiver : List.of(ending, silent)) {
      assertThat(rig.attempt(receiver.url()))
          .isEqualTo(
              new Failed(Failure.RESET, "The connection was closed before a whole response came"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GARBAGE\r\n\r\n",
        "SSH-2.0-OpenSSH_9.6\r\n",
        "HTTP/1.1 abc OK\r\nContent-Length: 0\r\n\r\n",
        "HTTP/9.9.9 200 OK\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: nine\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nabcdef",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n"
      })
  void whatIsNotHttpIsAFailedAttempt(String garbage) throws Exception {
    RawReceiver receiver = receivers.answering(garbage);

    assertThat(hasty.attempt(receiver.url()))
        .isInstanceOfSatisfying(
            Failed.class,
            failed -> {
              assertThat(failed.failure()).isIn(Failure.RESET, Failure.TIMEOUT);
              assertThat(failed.detail()).doesNotContain("GARBAGE", "SSH");
            });
    receiver.awaitClosed();
  }

  @Test
  void aStatusLineWithoutAnEndIsRefused() throws Exception {
    RawReceiver receiver = receivers.answering("HTTP/1.1 200 " + "O".repeat(10_000));

    assertThat(rig.attempt(receiver.url()))
        .isEqualTo(
            new Failed(Failure.RESET, "The response was not HTTP: its first line is too long"));
  }

  @Test
  void aSecondResponseThatNobodyAskedForIsNotTakenForTheNextOnes() throws Exception {
    RawReceiver receiver =
        receivers.answering(
            OK
                + "Content-Length: 2\r\n\r\nok"
                + "HTTP/1.1 410 Gone\r\nContent-Length: 4\r\n\r\nevil");

    assertThat(rig.attempt(receiver.url())).isInstanceOf(Succeeded.class);
    assertThat(rig.attempt(receiver.url())).isNotInstanceOf(Refused.class);
  }
}
