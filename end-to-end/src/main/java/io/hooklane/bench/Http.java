package io.hooklane.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Calls of JSON over HTTP, to the product's API and to the receiver's control port. */
final class Http {

  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  private final URI base;
  private final String authorization;

  private Http(URI base, String authorization) {
    this.base = base;
    this.authorization = authorization;
  }

  /** Calls on this host without a key. */
  static Http to(URI base) {
    return new Http(base, "");
  }

  /** The same calls with a key. */
  Http withKey(String key) {
    return new Http(base, "Bearer " + key);
  }

  /** Calls and gives the answer's bytes. Fails on any status but 2xx. */
  byte[] call(String method, String path, Object body, Duration limit) {
    return send(method, path, BodyPublishers.ofByteArray(Json.bytes(body)), limit);
  }

  /** GET. */
  byte[] get(String path, Duration limit) {
    return send("GET", path, BodyPublishers.noBody(), limit);
  }

  /** POST with the usual patience. */
  byte[] post(String path, Object body) {
    return call("POST", path, body, Duration.ofSeconds(30));
  }

  private byte[] send(String method, String path, BodyPublisher body, Duration limit) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(base.resolve(path))
            .timeout(limit)
            .header("content-type", "application/json")
            .method(method, body);
    if (!authorization.isEmpty()) {
      request.header("authorization", authorization);
    }
    try {
      HttpResponse<byte[]> response = CLIENT.send(request.build(), BodyHandlers.ofByteArray());
      if (response.statusCode() / 100 != 2) {
        throw new BenchException(
            "%s %s was answered %d: %s"
                .formatted(
                    method,
                    path,
                    response.statusCode(),
                    new String(response.body(), StandardCharsets.UTF_8)));
      }
      return response.body();
    } catch (IOException e) {
      throw new UncheckedIOException(method + " " + path + ": " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchException("Interrupted");
    }
  }
}
