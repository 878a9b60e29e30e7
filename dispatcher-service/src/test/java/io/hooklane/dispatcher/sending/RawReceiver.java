package io.hooklane.dispatcher.sending;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A receiver at the level of sockets: it reads a request and then does what it is told. */
final class RawReceiver implements AutoCloseable {

  /** What to do with a connection. */
  interface Script {
    void run(Socket socket) throws IOException, InterruptedException;
  }

  private final ServerSocket server;
  private final Script script;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final AtomicInteger closed = new AtomicInteger();

  private RawReceiver(InetAddress address, Script script) throws IOException {
    this.server = new ServerSocket();
    this.script = script;
    server.bind(new InetSocketAddress(address, 0), 500);
    Thread.ofVirtual().start(this::accept);
  }

  /** Runs this for each connection before anything is read. */
  static RawReceiver onConnect(Script script) throws IOException {
    return new RawReceiver(InetAddress.getByName("127.0.0.1"), script);
  }

  /** Reads a request, then runs this. */
  static RawReceiver onRequest(Script script) throws IOException {
    return onRequest("127.0.0.1", script);
  }

  /** The same at another address of this machine. */
  static RawReceiver onRequest(String address, Script script) throws IOException {
    List<RawReceiver> self = new CopyOnWriteArrayList<>();
    RawReceiver receiver =
        new RawReceiver(
            InetAddress.getByName(address),
            socket -> {
              self.getFirst().requests.add(readRequest(socket.getInputStream()));
              script.run(socket);
            });
    self.add(receiver);
    return receiver;
  }

  /** Reads a request and answers with this text. */
  static RawReceiver answering(String text) throws IOException {
    return onRequest(socket -> write(socket, text));
  }

  /** Listens at every address of this machine and only counts. */
  static RawReceiver canary() throws IOException {
    return new RawReceiver(InetAddress.getByName("::"), socket -> {});
  }

  static void write(Socket socket, String text) throws IOException {
    OutputStream out = socket.getOutputStream();
    out.write(text.getBytes(ISO_8859_1));
    out.flush();
  }

  int port() {
    return server.getLocalPort();
  }

  String url() {
    return "http://127.0.0.1:" + port() + "/";
  }

  /** Connections that were ever made. */
  int connections() {
    return sockets.size();
  }

  /**
   * The same, with those that were made before now and are still to be accepted. For a canary: a
   * connection of its own goes behind them, which does not count.
   */
  int connectionsUntilNow() throws IOException {
    try (Socket marker = new Socket("127.0.0.1", port())) {
      await().until(() -> sockets.removeIf(from -> from.getPort() == marker.getLocalPort()));
    }
    return connections();
  }

  /** Of those, how many the other side has closed, as far as reading or writing has shown. */
  int closed() {
    return closed.get();
  }

  /** Returns when the other side has closed a connection, which it must do within five seconds. */
  void awaitClosed() {
    await().atMost(Duration.ofSeconds(5)).until(() -> closed() >= 1);
  }

  List<String> requests() {
    return requests;
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        sockets.add(socket);
        Thread.ofVirtual().start(() -> serve(socket));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try {
      script.run(socket);
      while (socket.getInputStream().read() >= 0) {
        // Until the other side closes.
      }
      closed.incrementAndGet();
    } catch (IOException e) {
      closed.incrementAndGet();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String readRequest(InputStream in) throws IOException {
    StringBuilder request = new StringBuilder();
    while (!request.toString().endsWith("\r\n\r\n")) {
      int next = in.read();
      if (next < 0) {
        return request.toString();
      }
      request.append((char) next);
    }
    String head = request.toString();
    int at = head.toLowerCase(java.util.Locale.ROOT).indexOf("content-length: ");
    if (at >= 0) {
      int length = Integer.parseInt(head.substring(at + 16, head.indexOf('\r', at)).strip());
      request.append(new String(in.readNBytes(length), ISO_8859_1));
    }
    return request.toString();
  }

  @Override
  public void close() {
    try {
      server.close();
      for (Socket socket : sockets) {
        socket.close();
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
