package io.hooklane.dispatcher.sending;

import static io.hooklane.dispatcher.sending.RawReceiver.write;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.hooklane.contracts.delivery.Failure;
import io.hooklane.dispatcher.Certificates;
import io.hooklane.dispatcher.Certificates.Identity;
import io.hooklane.dispatcher.sending.AttemptOutcome.Failed;
import io.hooklane.dispatcher.sending.AttemptOutcome.Succeeded;
import io.vertx.core.http.HttpServerOptions;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Proxies, real ones: a small one of each kind on a socket, and a receiver behind it. */
class ProxiesTest {

  private static final String OK =
      "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";
  private static final Identity AUTHORITY = Certificates.authority("Receivers");

  private final List<AutoCloseable> open = new ArrayList<>();

  /** What proxies were asked for: logins and addresses. */
  private final List<String> asked = new CopyOnWriteArrayList<>();

  private final TestNameServer names = opened(new TestNameServer());

  @AfterEach
  void stop() throws Exception {
    for (AutoCloseable one : open.reversed()) {
      one.close();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"http", "socks5"})
  void anHttpTargetIsReachedThroughATunnelToItsAddress(String kind) throws Exception {
    names.with("hook.example", 60, "127.0.0.1");
    RawReceiver receiver = opened(RawReceiver.answering(OK));
    RawReceiver proxy = opened(RawReceiver.onConnect(this::serve));
    SendingRig rig = rig(kind + "://user:pass%20word@127.0.0.1:" + proxy.port(), Map.of());

    AttemptOutcome outcome =
        rig.attempt(rig.endpoint("http://hook.example:" + receiver.port() + "/a?b=c").configured());

    assertThat(outcome).isInstanceOf(Succeeded.class);
    assertThat(asked).containsExactly("user:pass word", "127.0.0.1:" + receiver.port());
    assertThat(receiver.requests().getFirst())
        .startsWith("POST /a?b=c HTTP/1.1\r\n")
        .contains("host: hook.example:" + receiver.port())
        .doesNotContainIgnoringCase("proxy-");
  }

  @ParameterizedTest
  @ValueSource(strings = {"http", "socks5"})
  void anHttpsTargetIsReachedThroughATunnelAndItsCertificateJudged(String kind) throws Exception {
    TestReceiver receiver = opened(secure("localhost"));
    TestReceiver wrong = opened(secure("other.example"));
    RawReceiver proxy = opened(RawReceiver.onConnect(this::serve));
    SendingRig rig = rig(kind + "://127.0.0.1:" + proxy.port(), Map.of());

    List<AttemptOutcome> outcomes = new ArrayList<>();
    for (TestReceiver one : List.of(receiver, wrong)) {
      outcomes.add(
          rig.attempt(
              rig.endpoint(one.url("/")).authorities(AUTHORITY.certificatePem()).configured()));
    }

    assertThat(outcomes.getFirst()).isInstanceOf(Succeeded.class);
    assertThat(outcomes.getLast())
        .isInstanceOfSatisfying(
            Failed.class, failed -> assertThat(failed.failure()).isEqualTo(Failure.TLS_NAME));
    assertThat(asked).hasSize(2).allMatch(target -> target.startsWith("127.0.0.1:"));
    assertThat(wrong.got()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"http", "socks5"})
  void aForbiddenTargetIsNotEvenNamedToTheProxy(String kind) throws Exception {
    names.with("metadata.example", 60, "169.254.169.254").with("inside.example", 60, "127.0.0.2");
    RawReceiver proxy = opened(RawReceiver.onConnect(this::serve));
    SendingRig rig = rig(kind + "://127.0.0.1:" + proxy.port(), Map.of());

    for (String url :
        List.of(
            "http://169.254.169.254/latest/meta-data/",
            "http://[::ffff:a9fe:a9fe]/",
            "http://metadata.example/",
            "https://inside.example/",
            "http://127.0.0.2:" + proxy.port() + "/")) {
      assertThat(rig.attempt(rig.endpoint(url).configured()))
          .isInstanceOfSatisfying(
              Failed.class,
              failed -> assertThat(failed.failure()).isEqualTo(Failure.FORBIDDEN_ADDRESS));
    }
    assertThat(proxy.connections()).isZero();
  }

  @Test
  void whatNeedsNoProxyIsConnectedToDirectly() throws Exception {
    names.with("direct.example", 60, "127.0.0.1").with("other.example", 60, "127.0.0.1");
    RawReceiver receiver = opened(RawReceiver.answering(OK));
    RawReceiver proxy = opened(RawReceiver.onConnect(this::serve));
    SendingRig rig =
        rig(
            "http://127.0.0.1:" + proxy.port(),
            Map.of("hooklane.egress.no-proxy", "direct.example"));

    AttemptOutcome direct =
        rig.attempt(rig.endpoint("http://direct.example:" + receiver.port() + "/").configured());
    assertThat(proxy.connections()).isZero();
    AttemptOutcome through =
        rig.attempt(rig.endpoint("http://other.example:" + receiver.port() + "/").configured());

    assertThat(direct).isInstanceOf(Succeeded.class);
    assertThat(through).isInstanceOf(Succeeded.class);
    assertThat(proxy.connections()).isEqualTo(1);
  }

  @Test
  void aProxyThatDoesNotDoItsPartFailsTheAttempt() throws Exception {
    RawReceiver refusing =
        opened(RawReceiver.answering("HTTP/1.1 403 No\r\nContent-Length: 0\r\n\r\n"));
    RawReceiver closing = opened(RawReceiver.onConnect(Socket::close));
    RawReceiver silent = opened(RawReceiver.onConnect(socket -> {}));
    TestReceiver receiver = opened(secure("localhost"));

    for (int port : List.of(refusing.port(), closing.port(), silent.port(), 1)) {
      SendingRig rig =
          rig(
              "http://user:secret@127.0.0.1:" + port,
              Map.of("hooklane.sending.connect-timeout", "400ms"));
      for (String url : List.of("http://127.0.0.1:1/", receiver.url("/"))) {
        assertThat(rig.attempt(rig.endpoint(url).configured()))
            .isInstanceOfSatisfying(
                Failed.class,
                failed -> {
                  assertThat(failed.failure()).isEqualTo(Failure.CONNECT);
                  assertThat(failed.detail()).doesNotContain("secret", Integer.toString(port));
                });
      }
    }
    assertThat(receiver.connections()).isEmpty();
  }

  private SendingRig rig(String proxy, Map<String, String> settings) {
    Map<String, String> all =
        new HashMap<>(
            Map.of(
                "hooklane.egress.proxy",
                proxy,
                "hooklane.egress.name-servers",
                names.address(),
                "hooklane.sending.connect-timeout",
                "500ms",
                "hooklane.sending.deadline",
                "3s"));
    all.putAll(settings);
    return opened(new SendingRig(all));
  }

  private static TestReceiver secure(String name) {
    return new TestReceiver(
        new HttpServerOptions().setSsl(true).setKeyCertOptions(AUTHORITY.issue(name).shown()));
  }

  private <T extends AutoCloseable> T opened(T one) {
    open.add(one);
    return one;
  }

  /** A proxy of both kinds. */
  private void serve(Socket client) throws IOException {
    DataInputStream in = new DataInputStream(client.getInputStream());
    int first = in.read();
    if (first == 5) {
      socks(client, in);
    } else if (first >= 0) {
      http(client, in, first);
    }
  }

  private void http(Socket client, DataInputStream in, int first) throws IOException {
    StringBuilder head = new StringBuilder().append((char) first);
    while (!head.toString().endsWith("\r\n\r\n")) {
      head.append((char) in.readUnsignedByte());
    }
    for (String line : head.toString().split("\r\n", -1)) {
      if (line.toLowerCase(Locale.ROOT).startsWith("proxy-authorization: basic ")) {
        byte[] login = Base64.getDecoder().decode(line.substring(27));
        asked.add(new String(login, ISO_8859_1));
      }
    }
    assertThat(head.toString()).startsWith("CONNECT ");
    String target = head.substring("CONNECT ".length(), head.indexOf(" HTTP"));
    asked.add(target);
    int colon = target.lastIndexOf(':');
    try (Socket server =
        new Socket(target.substring(0, colon), Integer.parseInt(target.substring(colon + 1)))) {
      write(client, "HTTP/1.1 200 Connected\r\n\r\n");
      pump(client, server);
    }
  }

  private void socks(Socket client, DataInputStream in) throws IOException {
    OutputStream out = client.getOutputStream();
    byte[] methods = in.readNBytes(in.readUnsignedByte());
    boolean login = new String(methods, ISO_8859_1).indexOf(2) >= 0;
    out.write(new byte[] {5, (byte) (login ? 2 : 0)});
    if (login) {
      in.readByte();
      String user = new String(in.readNBytes(in.readUnsignedByte()), ISO_8859_1);
      asked.add(user + ":" + new String(in.readNBytes(in.readUnsignedByte()), ISO_8859_1));
      out.write(new byte[] {1, 0});
    }
    byte[] request = in.readNBytes(4);
    assertThat(request[3]).as("asked for an address, not for a name").isIn((byte) 1, (byte) 4);
    InetAddress address = InetAddress.getByAddress(in.readNBytes(request[3] == 1 ? 4 : 16));
    int port = in.readUnsignedShort();
    asked.add(address.getHostAddress() + ":" + port);
    try (Socket server = new Socket(address, port)) {
      out.write(new byte[] {5, 0, 0, 1, 0, 0, 0, 0, 0, 0});
      pump(client, server);
    }
  }

  private static void pump(Socket client, Socket server) throws IOException {
    Thread.ofVirtual().start(() -> copy(server, client));
    client.getInputStream().transferTo(server.getOutputStream());
  }

  private static void copy(Socket from, Socket to) {
    try {
      InputStream in = from.getInputStream();
      in.transferTo(to.getOutputStream());
      to.close();
    } catch (IOException e) {
      // The other side has closed.
    }
  }
}
