package io.hooklane.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** The management API as a caller with one key sees it. */
final class Api {

  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  private final URI base;
  private final @Nullable String key;

  /**
   * @param base the host root
   * @param key sent as a bearer token; null to send none
   */
  Api(URI base, @Nullable String key) {
    this.base = base;
    this.key = key;
  }

  /** GET. */
  Answer get(String path) {
    return call("GET", path, BodyPublishers.noBody());
  }

  /** DELETE. */
  Answer delete(String path) {
    return call("DELETE", path, BodyPublishers.noBody());
  }

  /** POST of a value as JSON. */
  Answer post(String path, Object json) {
    return postBytes(path, Json.text(json).getBytes(UTF_8));
  }

  /** POST of these very bytes, said to be JSON, with further headers, names and values in turns. */
  Answer postBytes(String path, byte[] body, String... headers) {
    return call("POST", path, BodyPublishers.ofByteArray(body), headers);
  }

  /** PUT of a value as JSON. */
  Answer put(String path, Object json) {
    return call("PUT", path, BodyPublishers.ofString(Json.text(json)));
  }

  /** PATCH with a value as JSON. */
  Answer patch(String path, Object json) {
    return call("PATCH", path, BodyPublishers.ofString(Json.text(json)));
  }

  /** Any method, with these very bytes, which are said to be JSON. */
  Answer send(String method, String path, byte[] body, String... headers) {
    return call(method, path, BodyPublishers.ofByteArray(body), headers);
  }

  /** Of an answer without an end, nothing. */
  private static BodySubscriber<byte[]> bodyOf(ResponseInfo response) {
    boolean endless =
        response.headers().firstValue("content-type").orElse("").startsWith("text/event-stream");
    return endless ? new Unread() : BodySubscribers.ofByteArray();
  }

  /** Hangs up. */
  private static final class Unread implements BodySubscriber<byte[]> {

    @Override
    public CompletionStage<byte[]> getBody() {
      return CompletableFuture.completedFuture(new byte[0]);
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      subscription.cancel();
    }

    @Override
    public void onNext(List<ByteBuffer> none) {}

    @Override
    public void onError(Throwable expected) {}

    @Override
    public void onComplete() {}
  }

  private Answer call(String method, String path, BodyPublisher body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base.toString().replaceAll("/+$", "") + path))
            .timeout(Duration.ofSeconds(30))
            .header("content-type", "application/json")
            .method(method, body);
    if (key != null) {
      request.header("authorization", "Bearer " + key);
    }
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      HttpResponse<byte[]> response = CLIENT.send(request.build(), Api::bodyOf);
      return new Answer(
          method + " " + path, response.statusCode(), response.headers(), response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(method + " " + path, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
