package io.hooklane.dispatcher.sending;

import static io.hooklane.dispatcher.sending.RawReceiver.write;
import static io.hooklane.dispatcher.sending.RawReceivers.OK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hooklane.contracts.delivery.Failure;
import io.hooklane.dispatcher.sending.AttemptOutcome.Failed;
import io.hooklane.dispatcher.sending.AttemptOutcome.Succeeded;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Receivers that take their time are given up, and hold up no other. */
class SlowReceiversTest {

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
  void aBodyThatTricklesIsCutOffByTheTotalDeadline() throws Exception {
    RawReceiver receiver =
        receivers.onRequest(
            socket -> {
              write(socket, OK + "Content-Length: 1000\r\n\r\n");
              trickle(socket, "x");
            });

    Attempted attempted = hasty.start(hasty.endpoint(receiver.url()).configured()).join();

    assertThat(attempted.outcome())
        .isEqualTo(
            new Failed(
                Failure.TIMEOUT, "The response was not complete within 1.2 s (total deadline)"));
    assertThat(attempted.took()).isBetween(Duration.ofMillis(1200), Duration.ofSeconds(10));
    receiver.awaitClosed();
  }

  @Test
  void aHeadThatTricklesIsCutOffByTheHeaderDeadline() throws Exception {
    RawReceiver receiver =
        receivers.onRequest(
            socket -> {
              write(socket, OK + "X-Slow: ");
              trickle(socket, "x");
            });

    assertTimeout(receiver, "No response began within 0.5 s (header deadline)");
    receiver.awaitClosed();
  }

  @Test
  void aReceiverThatNeverAnswersIsGivenUp() throws Exception {
    RawReceiver receiver = receivers.onRequest(socket -> {});

    assertTimeout(receiver, "No response began within 0.5 s (header deadline)");
    receiver.awaitClosed();
  }

  @Test
  void aReceiverThatDoesNotEvenAcceptIsGivenUp() throws Exception {
    try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      List<Socket> fillers = new ArrayList<>();
      try {
        // Whoever comes after the backlog is full gets no answer to its first packet.
        for (int i = 0; i < 4; i++) {
          Socket filler = new Socket();
          fillers.add(filler);
          CompletableFuture.runAsync(() -> connect(filler, full.getLocalPort()));
        }
        await().until(() -> fillers.stream().filter(Socket::isConnected).count() >= 2);

        assertThat(hasty.attempt("http://127.0.0.1:" + full.getLocalPort() + "/"))
            .isEqualTo(
                new Failed(Failure.CONNECT, "No connection was made in time (connect deadline)"));
      } finally {
        for (Socket filler : fillers) {
          filler.close();
        }
      }
    }
  }

  @Test
  void interimResponsesAreNotTheAnswer() throws Exception {
    RawReceiver receiver =
        receivers.answering(
            "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n"
                + "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n"
                + OK
                + "Content-Length: 2\r\n\r\nok");
    RawReceiver endless =
        receivers.onRequest(
            socket -> {
              while (true) {
                write(socket, "HTTP/1.1 100 Continue\r\n\r\n");
                Thread.sleep(20);
              }
            });

    assertThat(rig.attempt(receiver.url())).isInstanceOf(Succeeded.class);
    assertTimeout(endless, "No response began within 0.5 s (header deadline)");
  }

  @Test
  void whileSomeHangOthersAreServed() throws Exception {
    RawReceiver hanging = receivers.onRequest(socket -> {});
    RawReceiver good = receivers.answering(OK + "Content-Length: 0\r\n\r\n");
    List<CompletableFuture<Attempted>> hung = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      hung.add(rig.start(rig.endpoint(hanging.url()).configured()));
    }

    Attempted attempted = rig.start(rig.endpoint(good.url()).configured()).join();

    assertThat(attempted.outcome()).isInstanceOf(Succeeded.class);
    assertThat(hung).noneMatch(CompletableFuture::isDone);
  }

  private void assertTimeout(RawReceiver receiver, String detail) {
    assertThat(hasty.attempt(receiver.url())).isEqualTo(new Failed(Failure.TIMEOUT, detail));
  }

  private static void trickle(Socket socket, String text) throws IOException, InterruptedException {
    while (true) {
      write(socket, text);
      Thread.sleep(50);
    }
  }

  private static void connect(Socket socket, int port) {
    try {
      socket.connect(new InetSocketAddress("127.0.0.1", port), 3_000);
    } catch (IOException e) {
      // It is one too many.
    }
  }
}
