package io.hooklane.dispatcher.sending;

import static io.hooklane.dispatcher.sending.RawReceiver.write;
import static io.hooklane.dispatcher.sending.RawReceivers.OK;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hooklane.contracts.delivery.Failure;
import io.hooklane.dispatcher.sending.AttemptOutcome.Failed;
import io.hooklane.dispatcher.sending.AttemptOutcome.Succeeded;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Of responses that are endless, huge or compressed, a bounded part is read and kept. */
class EndlessResponsesTest {

  private static final int KEPT = 20_000;

  private final SendingRig rig = SendingRig.patient();
  private final RawReceivers receivers = new RawReceivers();

  @AfterEach
  void stop() {
    rig.close();
    receivers.close();
  }

  @Test
  void ofAnEndlessBodyTheBeginningIsKeptAndTheRestIsNotRead() throws Exception {
    RawReceiver receiver =
        receivers.onRequest(
            socket -> {
              write(socket, OK + "Transfer-Encoding: chunked\r\n\r\n");
              String chunk = "2000\r\n" + "y".repeat(0x2000) + "\r\n";
              while (true) {
                write(socket, chunk);
              }
            });

    assertThat(rig.attempt(receiver.url()))
        .isInstanceOfSatisfying(
            Succeeded.class,
            succeeded -> assertThat(succeeded.response().body()).hasSize(KEPT).containsOnly('y'));
    receiver.awaitClosed();
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "br", "deflate"})
  void whatIsCompressedStaysSo(String encoding) throws Exception {
    byte[] bomb = gzipped(64 << 20);
    RawReceiver receiver =
        receivers.onRequest(
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

    assertThat(rig.attempt(receiver.url()))
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
        receivers.onRequest(
            socket -> {
              write(socket, OK);
              for (int i = 0; i < 1024; i++) {
                write(socket, "X-" + i + ": " + "h".repeat(1000) + "\r\n");
              }
              write(socket, "\r\n");
            });

    assertThat(rig.attempt(receiver.url()))
        .isEqualTo(new Failed(Failure.RESET, "The response's headers are larger than 16 KB"));
    receiver.awaitClosed();
  }

  @Test
  void headersThatFitAreKept() throws Exception {
    RawReceiver receiver =
        receivers.answering(
            OK + "X-Large: " + "h".repeat(15_000) + "\r\nContent-Length: 0\r\n\r\n");

    assertThat(rig.attempt(receiver.url()))
        .isInstanceOfSatisfying(
            Succeeded.class,
            succeeded -> assertThat(succeeded.response().headers()).hasSizeBetween(15_000, 16_384));
  }

  @Test
  void theHeapStaysFlatUnderTwoHundredBombs() throws Exception {
    byte[] zip = gzipped(64 << 20);
    String headers = ("X-Bomb: " + "h".repeat(1000) + "\r\n").repeat(1000);
    String chunk = "10000\r\n" + "z".repeat(0x10000) + "\r\n";
    List<RawReceiver> bombs =
        List.of(
            receivers.onRequest(
                socket -> {
                  write(socket, OK + "Transfer-Encoding: chunked\r\n\r\n");
                  while (true) {
                    write(socket, chunk);
                  }
                }),
            receivers.onRequest(
                socket -> {
                  write(
                      socket, OK + "Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n");
                  OutputStream out = socket.getOutputStream();
                  out.write((Integer.toHexString(zip.length) + "\r\n").getBytes(ISO_8859_1));
                  out.write(zip);
                }),
            receivers.onRequest(socket -> write(socket, OK + headers)));
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
