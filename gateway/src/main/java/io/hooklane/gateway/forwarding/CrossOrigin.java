package io.hooklane.gateway.forwarding;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import java.util.Set;

/**
 * Lets web pages of the configured origins use the API (CORS, Fetch standard §3.2). Pages of other
 * origins get no permission, which is what makes their browsers refuse them.
 */
@Singleton
public class CrossOrigin {

  private static final String METHODS = "GET, POST, PUT, PATCH, DELETE";
  private static final String HEADERS =
      "authorization, content-type, idempotency-key, hooklane-environment, last-event-id";
  private static final String EXPOSED = "etag, retry-after, hooklane-trace-id";
  private static final String TEN_MINUTES = "600";

  private final Set<String> origins;

  CrossOrigin(CorsConfig config) {
    this.origins = config.origins().orElse(Set.of());
  }

  /** Marks the answer for a browser; whether it is answered with that: a preflight is. */
  public boolean permit(HttpServerRequest request) {
    if (origins.isEmpty()) {
      return false;
    }
    MultiMap answer = request.response().headers();
    answer.add(HttpHeaders.VARY, HttpHeaders.ORIGIN);
    String origin = request.getHeader(HttpHeaders.ORIGIN);
    if (origin == null || !origins.contains(origin)) {
      return false;
    }
    answer.set(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, origin);
    answer.set(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, EXPOSED);
    boolean preflight =
        request.method() == HttpMethod.OPTIONS
            && request.headers().contains(HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD);
    if (preflight) {
      answer.set(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, METHODS);
      answer.set(HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, HEADERS);
      answer.set(HttpHeaders.ACCESS_CONTROL_MAX_AGE, TEN_MINUTES);
      request.response().setStatusCode(204).end();
    }
    return preflight;
  }
}
