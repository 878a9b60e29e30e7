package io.hooklane.dispatcher.sending;

import static io.hooklane.dispatcher.sending.RawReceiver.write;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hooklane.contracts.delivery.Failure;
import io.hooklane.dispatcher.sending.AttemptOutcome.Failed;
import io.hooklane.dispatcher.sending.AttemptOutcome.Refused;
import io.hooklane.dispatcher.sending.AttemptOutcome.Succeeded;
import io.hooklane.dispatcher.sending.RawReceiver.Script;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Receivers that are slow, endless, broken or hostile, each on a socket of its own. */
class HostileReceiversTest {

  private static final String OK = "HTTP/1.1 200 OK\r\n";
  private static final int KEPT = 20_000;

  private final SendingRig rig =
      new SendingRig(
          Map.of(
              "hooklane.sending.deadline", "30s",
              "hooklane.sending.header-deadline", "20s",
              "hooklane.sending.connect-timeout", "20s"));

  /** For those that run out of time. */
  private final SendingRig hasty =
      new SendingRig(
          Map.of(
              "hooklane.sending.deadline", "1200ms",
              "hooklane.sending.header-deadline", "500ms",
              "hooklane.sending.connect-timeout", "400ms"));

  private final List<AutoCloseable> open = new ArrayList<>();

  @AfterEach
  void stop() throws Exception {
    rig.close();
    hasty.close();
    for (AutoCloseable one : open) {
      one.close();
    }
  }

  @Test
  void aBodyThatTricklesIsCutOffByTheTotalDeadline() throws Exception {
    RawReceiver receiver =
        receiver(
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
    awaitClosed(receiver);
  }

  @Test
  void aHeadThatTricklesIsCutOffByTheHeaderDeadline() throws Exception {
    RawReceiver receiver =
        receiver(
            socket -> {
              write(socket, OK + "X-Slow: ");
              trickle(socket, "x");
            });

    assertTimeout(receiver, "No response began within 0.5 s (header deadline)");
    awaitClosed(receiver);
  }

  @Test
  void aReceiverThatNeverAnswersIsGivenUp() throws Exception {
    RawReceiver receiver = receiver(socket -> {});

    assertTimeout(receiver, "No response began within 0.5 s (header deadline)");
    awaitClosed(receiver);
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

        assertThat(hastily("http://127.0.0.1:" + full.getLocalPort() + "/"))
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
  void nobodyThereIsSaid() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }

    assertThat(attempt("http://127.0.0.1:" + port + "/"))
        .isEqualTo(new Failed(Failure.CONNECT, "No connection could be made: connection refused"));
  }

  @Test
  void ofAnEndlessBodyTheBeginningIsKeptAndTheRestIsNotRead() throws Exception {
    RawReceiver receiver =
        receiver(
            socket -> {
              write(socket, OK + "Transfer-Encoding: chunked\r\n\r\n");
              String chunk = "2000\r\n" + "y".repeat(0x2000) + "\r\n";
              while (true) {
                write(socket, chunk);
              }
            });

    assertThat(attempt(receiver.url()))
        .isInstanceOfSatisfying(
            Succeeded.class,
            succeeded -> assertThat(succeeded.response().body()).hasSize(KEPT).containsOnly('y'));
    awaitClosed(receiver);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "br", "deflate"})
  void whatIsCompressedStaysSo(String encoding) throws Exception {
    byte[] bomb = gzipped(64 << 20);
    RawReceiver receiver =
        receiver(
            socket -> {
              write(
                  socket,
                  OK
                      + "Content-Encoding: "
                      + encoding
                      + "\r\nContent-Length: "
                      + bomb.length
                      + "\r\n\r\n");
              socket.getOutputStream().write(bomb);
            });

    assertThat(attempt(receiver.url()))
        .isInstanceOfSatisfying(
            Succeeded.class,
            succeeded ->
                assertThat(succeeded.response().body())
                    .hasSize(KEPT)
                    .startsWith((byte) 0x1f, (byte) 0x8b));
  }

  @Test
  void aMegabyteOfHeadersIsRefusedAndTheConnectionClosed() throws Exception {
    RawReceiver receiver =
        receiver(
            socket -> {
              write(socket, OK);
              for (int i = 0; i < 1024; i++) {
                write(socket, "X-" + i + ": " + "h".repeat(1000) + "\r\n");
              }
              write(socket, "\r\n");
            });

    assertThat(attempt(receiver.url()))
        .isEqualTo(new Failed(Failure.RESET, "The response's headers are larger than 16 KB"));
    awaitClosed(receiver);
  }

  @Test
  void headersThatFitAreKept() throws Exception {
    RawReceiver receiver =
        receiver(
            RawReceiver.answering(
                OK + "X-Large: " + "h".repeat(15_000) + "\r\nContent-Length: 0\r\n\r\n"));

    assertThat(attempt(receiver.url()))
        .isInstanceOfSatisfying(
            Succeeded.class,
            succeeded -> assertThat(succeeded.response().headers()).hasSizeBetween(15_000, 16_384));
  }

  @Test
  void nothingInAHeaderThatIsRecordedBreaksALineOrATerminal() throws Exception {
    RawReceiver receiver =
        receiver(
            RawReceiver.answering(
                OK
                    + "X-Latin: caf\u00e9\r\nX-Utf: \u00c3\u00a9\r\nX-C1: a\u0085b\u009b31m\r\n"
                    + "X-Tab: a\tb\r\nContent-Length: 0\r\n\r\n"));

    assertThat(attempt(receiver.url()))
        .isInstanceOfSatisfying(
            Succeeded.class,
            succeeded ->
                assertThat(succeeded.response().headers().split("\n"))
                    .contains(
                        "X-Latin: caf\u00e9",
                        "X-Utf: \u00c3\u00a9",
                        "X-C1: a\ufffdb\ufffd31m",
                        "X-Tab: a\tb"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u0000", "\u001b[31m", "\u0007", "\u007f", "\u000b"})
  void aControlCharacterInAHeaderIsNeverRecorded(String control) throws Exception {
    RawReceiver receiver =
        receiver(
            RawReceiver.answering(
                OK + "X-Control: a" + control + "b\r\nContent-Length: 0\r\n\r\n"));

    AttemptOutcome outcome = attempt(receiver.url());

    String recorded =
        switch (outcome) {
          case Succeeded succeeded -> succeeded.response().headers();
          case Refused refused -> refused.response().headers();
          case Failed failed -> failed.detail();
        };
    assertThat(recorded).doesNotContain(control.substring(0, 1));
  }

  @Test
  void aResetInTheMiddleIsToldFromAnEnd() throws Exception {
    RawReceiver resetting =
        receiver(
            socket -> {
              write(socket, OK + "Content-Length: 100\r\n\r\nhalf");
              Thread.sleep(50);
              socket.setSoLinger(true, 0);
              socket.close();
            });
    RawReceiver ending =
        receiver(
            socket -> {
              write(socket, OK + "Content-Length: 100\r\n\r\nhalf");
              socket.shutdownOutput();
            });
    RawReceiver silent = receiver(Socket::close);

    assertThat(attempt(resetting.url()))
        .isEqualTo(
            new Failed(Failure.RESET, "The connection was reset before a whole response came"));
    for (RawReceiver receiver : List.of(ending, silent)) {
      assertThat(attempt(receiver.url()))
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
    RawReceiver receiver = receiver(RawReceiver.answering(garbage));

    assertThat(hastily(receiver.url()))
        .isInstanceOfSatisfying(
            Failed.class,
            failed -> {
              assertThat(failed.failure()).isIn(Failure.RESET, Failure.TIMEOUT);
              assertThat(failed.detail()).doesNotContain("GARBAGE", "SSH");
            });
    awaitClosed(receiver);
  }

  @Test
  void aStatusLineWithoutAnEndIsRefused() throws Exception {
    RawReceiver receiver = receiver(RawReceiver.answering("HTTP/1.1 200 " + "O".repeat(10_000)));

    assertThat(attempt(receiver.url()))
        .isEqualTo(
            new Failed(Failure.RESET, "The response was not HTTP: its first line is too long"));
  }

  @Test
  void interimResponsesAreNotTheAnswer() throws Exception {
    RawReceiver receiver =
        receiver(
            RawReceiver.answering(
                "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n"
                    + "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n"
                    + OK
                    + "Content-Length: 2\r\n\r\nok"));
    RawReceiver endless =
        receiver(
            socket -> {
              while (true) {
                write(socket, "HTTP/1.1 100 Continue\r\n\r\n");
                Thread.sleep(20);
              }
            });

    assertThat(attempt(receiver.url())).isInstanceOf(Succeeded.class);
    assertTimeout(endless, "No response began within 0.5 s (header deadline)");
  }

  @Test
  void aSecondResponseThatNobodyAskedForIsNotTakenForTheNextOnes() throws Exception {
    RawReceiver receiver =
        receiver(
            RawReceiver.answering(
                OK
                    + "Content-Length: 2\r\n\r\nok"
                    + "HTTP/1.1 410 Gone\r\nContent-Length: 4\r\n\r\nevil"));

    assertThat(attempt(receiver.url())).isInstanceOf(Succeeded.class);
    assertThat(attempt(receiver.url())).isNotInstanceOf(Refused.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {300, 301, 302, 303, 307, 308})
  void redirectsAreNotFollowed(int status) throws Exception {
    RawReceiver canary = RawReceiver.canary();
    open.add(canary);
    RawReceiver receiver =
        receiver(
            RawReceiver.answering(
                "HTTP/1.1 "
                    + status
                    + " Moved\r\nLocation: http://127.0.0.2:"
                    + canary.port()
                    + "/\r\nContent-Length: 0\r\n\r\n"));

    assertThat(attempt(receiver.url()))
        .isInstanceOfSatisfying(
            Refused.class, refused -> assertThat(refused.response().status()).isEqualTo(status));
    assertThat(canary.connections()).isZero();
  }

  @Test
  void aHeaderCannotBringAnotherHeaderOrRequest() throws Exception {
    RawReceiver receiver = receiver(RawReceiver.answering(OK + "Content-Length: 0\r\n\r\n"));

    for (String value :
        List.of("a\\r\\nX-Injected: b", "a\\nX-Injected: b", "a\\u0000b", "a\\r\\n\\r\\nGET / ")) {
      AttemptOutcome outcome =
          rig.attempt(
              rig.endpoint(receiver.url()).headers("{\"X-A\":\"" + value + "\"}").configured());

      assertThat(outcome)
          .isInstanceOfSatisfying(
              Failed.class, failed -> assertThat(failed.failure()).isEqualTo(Failure.UNSENDABLE));
    }
    assertThat(receiver.requests()).noneMatch(request -> request.contains("Injected"));
  }

  @Test
  void oneRequestGoesOutWhoeverNamesItsFraming() throws Exception {
    RawReceiver receiver = receiver(RawReceiver.answering(OK + "Content-Length: 0\r\n\r\n"));

    rig.attempt(
        rig.endpoint(receiver.url())
            .headers(
                """
                {"Content-Length": "3", "webhook-id": "own", "Expect": "100-continue",
                 "Host": "other.example", "Connection": "upgrade", "Upgrade": "h2c"}
                """)
            .configured());

    assertThat(receiver.requests())
        .hasSize(1)
        .allSatisfy(
            request -> {
              assertThat(request.toLowerCase(Locale.ROOT))
                  .containsOnlyOnce("content-length: 11")
                  .containsOnlyOnce("webhook-id: msg_")
                  .containsOnlyOnce("host: 127.0.0.1")
                  .doesNotContain("upgrade", "expect", "other.example");
              assertThat(request).endsWith("\r\n\r\n{\"order\":1}");
            });
  }

  @Test
  void whileSomeHangOthersAreServed() throws Exception {
    RawReceiver hanging = receiver(socket -> {});
    RawReceiver good = receiver(RawReceiver.answering(OK + "Content-Length: 0\r\n\r\n"));
    List<CompletableFuture<Attempted>> hung = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      hung.add(rig.start(rig.endpoint(hanging.url()).configured()));
    }

    Attempted attempted = rig.start(rig.endpoint(good.url()).configured()).join();

    assertThat(attempted.outcome()).isInstanceOf(Succeeded.class);
    assertThat(hung).noneMatch(CompletableFuture::isDone);
  }

  @Test
  void theHeapStaysFlatUnderTwoHundredBombs() throws Exception {
    byte[] zip = gzipped(64 << 20);
    String headers = ("X-Bomb: " + "h".repeat(1000) + "\r\n").repeat(1000);
    String chunk = "10000\r\n" + "z".repeat(0x10000) + "\r\n";
    List<RawReceiver> bombs =
        List.of(
            receiver(
                socket -> {
                  write(socket, OK + "Transfer-Encoding: chunked\r\n\r\n");
                  while (true) {
                    write(socket, chunk);
                  }
                }),
            receiver(
                socket -> {
                  write(
                      socket, OK + "Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n");
                  OutputStream out = socket.getOutputStream();
                  out.write((Integer.toHexString(zip.length) + "\r\n").getBytes(ISO_8859_1));
                  out.write(zip);
                }),
            receiver(socket -> write(socket, OK + headers)));
    bomb(bombs, 10);
    long before = liveHeap();

    bomb(bombs, 67);

    assertThat(liveHeap() - before).isLessThan(8L << 20);
  }

  private void bomb(List<RawReceiver> bombs, int times) {
    for (RawReceiver receiver : bombs) {
      assertThat(rig.attempts(times, rig.endpoint(receiver.url()).configured())).hasSize(times);
      await().until(() -> receiver.closed() == receiver.connections());
    }
  }

  private static long liveHeap() {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 3; i++) {
      System.gc();
      Runtime runtime = Runtime.getRuntime();
      least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
    }
    return least;
  }

  private AttemptOutcome hastily(String url) {
    return hasty.attempt(hasty.endpoint(url).configured());
  }

  private AttemptOutcome attempt(String url) {
    return rig.attempt(rig.endpoint(url).configured());
  }

  private void assertTimeout(RawReceiver receiver, String detail) {
    assertThat(hastily(receiver.url())).isEqualTo(new Failed(Failure.TIMEOUT, detail));
  }

  private static void awaitClosed(RawReceiver receiver) {
    await().atMost(Duration.ofSeconds(5)).until(() -> receiver.closed() >= 1);
  }

  private RawReceiver receiver(Script script) throws IOException {
    return receiver(RawReceiver.onRequest(script));
  }

  private RawReceiver receiver(RawReceiver receiver) {
    open.add(receiver);
    return receiver;
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

  private static byte[] gzipped(int zeros) throws IOException {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
      byte[] block = new byte[1 << 16];
      for (int i = 0; i < zeros / block.length; i++) {
        gzip.write(block);
      }
    }
    return zipped.toByteArray();
  }
}
