package io.hooklane.management;

import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Refuses a body whose announced length is over {@code quarkus.http.limits.max-body-size}, in the
 * shape of errors that callers know; the server by itself answers such a request without a body.
 */
@Singleton
public class BodyLimit {

  /** How many times the limit is read and thrown away, so that the answer arrives. */
  private static final int WORTH_READING = 8;

  private static final int BEFORE_EVERYTHING_ELSE = 10_000;

  private final long most;

  /** Wired by the container. */
  public BodyLimit(
      @ConfigProperty(name = "quarkus.http.limits.max-body-size", defaultValue = "2M")
          MemorySize most) {
    this.most = most.asLongValue();
  }

  void register(@Observes Filters filters) {
    filters.register(this::check, BEFORE_EVERYTHING_ELSE);
  }

  private void check(RoutingContext request) {
    long announced = announcedLength(request);
    if (announced <= most) {
      request.next();
      return;
    }
    HttpServerResponse response =
        request
            .response()
            .setStatusCode(413)
            .putHeader(HttpHeaders.CONTENT_TYPE, "application/json");
    if (announced <= most * WORTH_READING) {
      // A client that is still sending when the connection closes never sees the answer.
      request.request().resume();
    } else {
      response.putHeader(HttpHeaders.CONNECTION, "close");
    }
    response.end("{\"code\":\"payload_too_large\",\"detail\":\"The body is over the limit\"}");
  }

  private static long announcedLength(RoutingContext request) {
    String length = request.request().getHeader(HttpHeaders.CONTENT_LENGTH);
    try {
      return length == null ? 0 : Long.parseLong(length);
    } catch (NumberFormatException e) {
      return Long.MAX_VALUE;
    }
  }
}
