package io.hooklane.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Scanner;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A stream of live activity, as a program reads it. */
final class LiveActivity implements AutoCloseable {

  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final InputStream body;
  private final List<JsonNode> events = new CopyOnWriteArrayList<>();
  private volatile @Nullable String lastId;

  private LiveActivity(InputStream body) {
    this.body = body;
  }

  /**
   * Opens one, and returns when from now on everything is shown.
   *
   * @param lastId to resume from; null for from now on
   */
  static LiveActivity open(Hooklane hooklane, String key, String path, @Nullable String lastId) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(hooklane.standalone().apiUrl() + path))
            .header("accept", "text/event-stream")
            .header("authorization", "Bearer " + key);
    if (lastId != null) {
      request.header("last-event-id", lastId);
    }
    try {
      HttpResponse<InputStream> response =
          CLIENT.send(request.build(), BodyHandlers.ofInputStream());
      if (response.statusCode() != 200) {
        throw new AssertionError(path + " answered " + response.statusCode());
      }
      LiveActivity stream = new LiveActivity(response.body());
      Thread.ofPlatform().daemon().start(stream::read);
      await("an id of " + path)
          .pollInterval(Duration.ofMillis(5))
          .until(() -> stream.lastId != null);
      return stream;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** The first event that is like this; waits for it. */
  JsonNode awaits(Predicate<JsonNode> like) {
    await("an event")
        .pollInterval(Duration.ofMillis(5))
        .until(() -> events.stream().anyMatch(like));
    return events.stream().filter(like).findFirst().orElseThrow();
  }

  List<JsonNode> events() {
    return events;
  }

  /** Where to resume from. */
  @Nullable String lastId() {
    return lastId;
  }

  @Override
  public void close() {
    try {
      body.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void read() {
    try (Scanner lines = new Scanner(body, UTF_8)) {
      while (lines.hasNextLine()) {
        String line = lines.nextLine();
        if (line.startsWith("id: ")) {
          lastId = line.substring(4);
        } else if (line.startsWith("data: ")) {
          events.add(Json.MAPPER.readTree(line.substring(6)));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
