package io.hooklane.deliverylog.activity;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A caller who watches, on a plain socket, so that it can also stop reading. */
final class LiveStream implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final Socket socket = new Socket();
  private final List<Event> events = new CopyOnWriteArrayList<>();
  private volatile String head = "";
  private volatile @Nullable String lastId;
  private volatile boolean ended;
  private volatile boolean lastChunk;

  /** What came with a name and data. */
  record Event(String name, @Nullable String id, JsonNode data) {}

  private LiveStream(int port, String path, int receiveBuffer, String... headers)
      throws IOException {
    if (receiveBuffer > 0) {
      socket.setReceiveBufferSize(receiveBuffer);
    }
    socket.connect(new InetSocketAddress("127.0.0.1", port), 2_000);
    StringBuilder request =
        new StringBuilder("GET ")
            .append(path)
            .append(" HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n");
    for (String header : headers) {
      request.append(header).append("\r\n");
    }
    socket.getOutputStream().write(request.append("\r\n").toString().getBytes(UTF_8));
  }

  /** Opens it, and returns when from now on everything is shown. */
  static LiveStream open(int port, String path, String... headers) {
    try {
      LiveStream stream = new LiveStream(port, path, 0, headers);
      Thread.ofPlatform().daemon().start(stream::read);
      await()
          .atMost(PATIENCE)
          .until(() -> stream.lastId != null || stream.ended || stream.isRefused());
      return stream;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Opens it and reads nothing. */
  static LiveStream unread(int port, String path) {
    try {
      return new LiveStream(port, path, 4_096);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The first event that is like this; waits for it. */
  Event awaitEvent(Predicate<Event> like) {
    await().atMost(PATIENCE).until(() -> events.stream().anyMatch(like));
    return events.stream().filter(like).findFirst().orElseThrow();
  }

  List<Event> events() {
    return events;
  }

  String head() {
    return head;
  }

  /** The id to resume from. */
  @Nullable String lastId() {
    return lastId;
  }

  private boolean isRefused() {
    return !head.isEmpty() && !head.startsWith("HTTP/1.1 200");
  }

  boolean hasEnded() {
    return ended;
  }

  /** Whether the response is whole: its last chunk came. */
  boolean hasEndedInOrder() {
    return lastChunk;
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void read() {
    try {
      BufferedReader lines =
          new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
      StringBuilder headLines = new StringBuilder();
      for (String line = lines.readLine();
          line != null && !line.isEmpty();
          line = lines.readLine()) {
        headLines.append(line).append('\n');
      }
      head = headLines.toString();
      String name = "message";
      String id = null;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        // Chunks' sizes stand on lines of their own between those of the events.
        lastChunk |= line.equals("0");
        if (line.startsWith("id: ")) {
          id = line.substring(4);
        } else if (line.startsWith("event: ")) {
          name = line.substring(7);
        } else if (line.startsWith("data: ")) {
          events.add(new Event(name, id, JSON.readTree(line.substring(6))));
          name = "message";
        }
        if (id != null) {
          lastId = id;
        }
      }
    } catch (IOException e) {
      // It was closed.
    } finally {
      ended = true;
    }
  }
}
