package io.hooklane.dispatcher.sending;

import static io.hooklane.dispatcher.sending.TlsReceivers.AUTHORITY;
import static io.hooklane.dispatcher.sending.TlsReceivers.secure;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hooklane.dispatcher.endpoint.Endpoint;
import io.hooklane.dispatcher.sending.AttemptOutcome.Succeeded;
import io.vertx.core.http.HttpServerOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How long idle connections are kept, and how many. */
class ConnectionsTest {

  private final List<SendingRig> rigs = new ArrayList<>();
  private final TlsReceivers receivers = new TlsReceivers();

  @AfterEach
  void stop() {
    rigs.forEach(SendingRig::close);
    receivers.close();
  }

  @Test
  void anIdleConnectionIsUsedAgain() {
    SendingRig rig = rig(Map.of());
    TestReceiver receiver = receivers.opened(new HttpServerOptions());

    for (int i = 0; i < 5; i++) {
      assertThat(rig.attempt(receiver.url("/"))).isInstanceOf(Succeeded.class);
    }

    assertThat(receiver.connections()).hasSize(1);
  }

  @Test
  void howLongAnIdleConnectionIsKeptIsNotTheReceiversToSay() {
    SendingRig rig = rig(Map.of("hooklane.sending.keep-alive", "1s"));
    for (String wish : List.of("timeout=0", "timeout=86400")) {
      TestReceiver receiver =
          receivers.opened(
              new HttpServerOptions(),
              (number, request) -> request.response().putHeader("Keep-Alive", wish).end());

      assertThat(rig.attempt(receiver.url("/"))).isInstanceOf(Succeeded.class);

      await().until(() -> receiver.open() == 0);
    }
  }

  @Test
  void ofTooManyIdleConnectionsThoseAreClosedThatWereNotUsedForLongest() {
    SendingRig rig = rig(Map.of("hooklane.sending.idle-connections", "3"));
    List<TestReceiver> all = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      TestReceiver receiver = receivers.opened(new HttpServerOptions());
      all.add(receiver);
      assertThat(rig.attempt(receiver.url("/"))).isInstanceOf(Succeeded.class);
      assertThat(rig.attempt(all.getFirst().url("/"))).isInstanceOf(Succeeded.class);
    }

    await().until(() -> all.stream().mapToInt(TestReceiver::open).sum() == 3);
    assertThat(all).extracting(TestReceiver::open).containsExactly(1, 0, 0, 1, 1);
  }

  @Test
  void aConnectionInUseIsNotIdle() {
    SendingRig rig = rig(Map.of("hooklane.sending.idle-connections", "1"));
    CompletableFuture<Runnable> answer = new CompletableFuture<>();
    TestReceiver slow =
        receivers.opened(
            secure(), (number, request) -> answer.complete(() -> request.response().end("late")));
    CompletableFuture<Attempted> waiting =
        rig.start(rig.endpoint(slow.url("/")).authorities(AUTHORITY.certificatePem()).configured());
    Runnable answerNow = answer.join();
    for (int i = 0; i < 3; i++) {
      TestReceiver other = receivers.opened(new HttpServerOptions());
      assertThat(rig.attempt(other.url("/"))).isInstanceOf(Succeeded.class);
    }

    answerNow.run();

    assertThat(waiting.join().outcome()).isInstanceOf(Succeeded.class);
  }

  /** Ten agreements in the largest group that there is cost a second. */
  @Test
  void whatAHandshakeTakesIsNotTakenFromOtherDeliveries() throws Exception {
    SendingRig rig = SendingRig.patient();
    rigs.add(rig);
    try (SSLServerSocket server =
        (SSLServerSocket)
            AUTHORITY
                .issue("localhost")
                .context()
                .getServerSocketFactory()
                .createServerSocket(0, 10, InetAddress.getByName("127.0.0.1"))) {
      SSLParameters parameters = server.getSSLParameters();
      parameters.setNamedGroups(new String[] {"ffdhe8192"});
      server.setSSLParameters(parameters);
      Thread.ofVirtual().start(() -> answerAndClose(server));
      Endpoint endpoint =
          rig.endpoint("https://localhost:" + server.getLocalPort() + "/")
              .authorities(AUTHORITY.certificatePem())
              .configured();
      assertThat(rig.attempt(endpoint)).isInstanceOf(Succeeded.class);
      Duration before = rig.worked();

      assertThat(rig.attempts(10, endpoint)).allMatch(Succeeded.class::isInstance);

      assertThat(rig.worked().minus(before)).isLessThan(Duration.ofMillis(200));
    }
  }

  private static void answerAndClose(SSLServerSocket server) {
    try {
      while (true) {
        Socket socket = server.accept();
        Thread.ofVirtual()
            .start(
                () -> {
                  try (socket) {
                    socket.getInputStream().read(new byte[1 << 16]);
                    socket
                        .getOutputStream()
                        .write(
                            "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                                .getBytes(US_ASCII));
                  } catch (IOException e) {
                    // The attempt fails, which the test sees.
                  }
                });
      }
    } catch (IOException closed) {
      // The test is over.
    }
  }

  private SendingRig rig(Map<String, String> settings) {
    SendingRig rig = new SendingRig(settings);
    rigs.add(rig);
    return rig;
  }
}
