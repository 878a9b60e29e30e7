package io.hooklane.subscription;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.hooklane.contracts.id.EnvironmentId;
import io.hooklane.management.Scope;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The management API as a caller with a key of one environment sees it. */
public final class Api {

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final URI base;
  private final String token;

  private Api(URI base, String token) {
    this.base = base;
    this.token = token;
  }

  /** With a key that may read and manage. */
  public static Api of(EnvironmentId environment) {
    return of(environment, Scope.READ, Scope.MANAGE);
  }

  /** With a key of these scopes. */
  public static Api of(EnvironmentId environment, Scope... scopes) {
    return with(Tokens.of(environment, scopes));
  }

  /** With an operator's key, which opens no environment. */
  public static Api ofOperator() {
    return with(Tokens.of("key_operator", Scope.OPERATE.permissions(), Map.of()));
  }

  /** With a token of one's own. */
  public static Api with(String token) {
    int port =
        org.eclipse.microprofile.config.ConfigProvider.getConfig()
            .getValue("quarkus.http.test-port", Integer.class);
    return new Api(URI.create("http://127.0.0.1:" + port), token);
  }

  /** An answer; its body is a missing node when it is not JSON. */
  public record Answer(int status, String text, java.net.http.HttpHeaders headers) {

    public JsonNode body() {
      try {
        return JSON.readTree(text);
      } catch (JsonProcessingException e) {
        return JSON.missingNode();
      }
    }

    public String field(String name) {
      return body().path(name).asText();
    }

    /** The first place that a 422 names, its parts joined by dots. */
    public String place() {
      StringBuilder place = new StringBuilder();
      body()
          .path("detail")
          .path(0)
          .path("loc")
          .forEach(it -> place.append('.').append(it.asText()));
      return place.isEmpty() ? "" : place.substring(1);
    }
  }

  public Answer get(String path) {
    return send("GET", path, null);
  }

  public Answer post(String path, String body) {
    return send("POST", path, body.getBytes(StandardCharsets.UTF_8));
  }

  public Answer post(String path, byte[] body) {
    return send("POST", path, body);
  }

  /** POST with an idempotency key. */
  public Answer postOnce(String key, String path, String body) {
    return send("POST", path, body.getBytes(StandardCharsets.UTF_8), "Idempotency-Key", key);
  }

  public Answer put(String path, String body) {
    return send("PUT", path, body.getBytes(StandardCharsets.UTF_8));
  }

  public Answer patch(String path, String body) {
    return send("PATCH", path, body.getBytes(StandardCharsets.UTF_8));
  }

  public Answer delete(String path) {
    return send("DELETE", path, null);
  }

  private Answer send(String method, String path, byte @Nullable [] body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(base.resolve(path))
            .timeout(Duration.ofSeconds(30))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .method(
                method,
                body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofByteArray(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      HttpResponse<String> response =
          HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
      return new Answer(response.statusCode(), response.body(), response.headers());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
