package io.hooklane.gateway.forwarding;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.httpproxy.Body;
import io.vertx.httpproxy.ProxyResponse;

/** The errors that the gateway itself answers with, in the API's one shape. */
public enum Refusal {
  /** It cannot be told alike by everyone where this request ends, or what it says. */
  UNREADABLE(400, "bad_request", "The request cannot be read"),
  /** The key is missing, or does not hold. */
  UNAUTHENTICATED(401, "authentication_failed", "Invalid token"),
  /** Webhooks are switched off in the caller's environment. */
  FEATURE_DISABLED(
      403,
      "feature_disabled",
      "Webhooks are not switched on in this environment; an operator can do that"),
  /** The caller names an environment that is not there. */
  UNKNOWN_ENVIRONMENT(
      400, "bad_request", "The header hooklane-environment: there is no such environment"),
  /** The caller names another environment than the key's own. */
  OTHER_ENVIRONMENT(
      403, "insufficient_access", "The header hooklane-environment: this key opens another one"),
  /** The caller has sent more requests than are allowed in a time. */
  TOO_MANY(429, "too_many_requests", "More requests than are allowed; slow down and try again"),
  /** There is no such path. */
  NOT_FOUND(404, "not_found", "Entity not found"),
  /** The path exists, but not with this method. */
  OTHER_METHOD(405, "method_not_allowed", "Not a method of this path"),
  /** The body is over the limit. */
  TOO_LARGE(413, "payload_too_large", "The body is over the limit"),
  /** The service cannot be reached, or went away before it answered. */
  UNAVAILABLE(503, "unavailable", "The service cannot be reached; try again"),
  /** The service did not answer in time. */
  TOO_SLOW(504, "timeout", "The service did not answer in time; try again");

  /** Of a body that nobody will read; a caller who sends more is cut off. */
  private static final long MOST_DISCARDED_BYTES = 16L << 20;

  private final int status;
  private final Buffer body;

  Refusal(int status, String code, String detail) {
    this.status = status;
    this.body = new JsonObject().put("code", code).put("detail", detail).toBuffer();
  }

  /** Answers the request. The rest of its body is read and dropped, up to a bound. */
  public void answer(HttpServerRequest request) {
    HttpServerResponse response = request.response();
    if (response.ended() || response.closed()) {
      return;
    }
    describe(response.headers());
    response.setStatusCode(status).end(body);
    discardBody(request);
  }

  /** Makes this the answer of a proxied request. */
  ProxyResponse asAnswer(ProxyResponse response) {
    describe(response.headers());
    return response.setStatusCode(status).setBody(Body.body(body));
  }

  private void describe(MultiMap headers) {
    headers.set(HttpHeaders.CONTENT_TYPE, "application/json");
    SafeHeaders.addTo(headers);
    switch (this) {
      case UNAUTHENTICATED -> headers.set("www-authenticate", "Bearer");
      case UNAVAILABLE, TOO_MANY -> headers.set(HttpHeaders.RETRY_AFTER, "1");
      case UNREADABLE -> headers.set(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
      case FEATURE_DISABLED,
          UNKNOWN_ENVIRONMENT,
          OTHER_ENVIRONMENT,
          NOT_FOUND,
          OTHER_METHOD,
          TOO_LARGE,
          TOO_SLOW -> {}
    }
  }

  private static void discardBody(HttpServerRequest request) {
    if (request.isEnded()) {
      return;
    }
    long[] discarded = {0};
    request.exceptionHandler(e -> {});
    request.handler(
        buffer -> {
          discarded[0] += buffer.length();
          if (discarded[0] > MOST_DISCARDED_BYTES) {
            request.connection().close();
          }
        });
    request.resume();
  }
}
